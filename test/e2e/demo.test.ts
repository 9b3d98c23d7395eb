import { expect, it } from 'vitest';
import { openDemo } from './support/demo-page.ts';
import { unique } from './support/people.ts';
import { expectNoViolations } from './support/violations.ts';

it('a dialog made by the form of the host is talked in by two of its people, and its webhooks are seen verified', async () => {
  const title = unique('Pallets');
  const anna = await openDemo('anna', { path: '/new-dialog' });
  await anna.getByLabel('Order').selectOption('SO-2052');
  await anna.getByLabel('Title').fill(title);
  await anna.getByLabel('王伟').check();
  await anna.getByRole('button', { name: 'Create the dialog' }).click();
  await anna.getByRole('link', { name: 'Open it' }).click();
  await anna.getByRole('heading', { name: title }).waitFor();

  const wang = await openDemo('wang', { path: '/chats', locale: 'zh', theme: 'dark', width: 390 });
  await wang.getByText(title).click();
  await wang.getByRole('log').waitFor();

  await anna.getByRole('textbox', { name: 'Message' }).fill('Twelve pallets, on Friday');
  await anna.keyboard.press('Enter');
  await wang.getByRole('log').getByText('Twelve pallets, on Friday').waitFor();

  await anna.getByRole('link', { name: 'Webhooks' }).click();
  const webhook = anna.getByRole('listitem').filter({ hasText: 'message.new' }).filter({ hasText: title });
  await webhook.waitFor();
  await webhook
    .getByLabel('Signature verified')
    .or(webhook.getByText('Signature verified'))
    .first()
    .waitFor();
  await expectNoViolations(anna, 'body');
});

it('whoever is chosen in the host is who the chat is of, and its language and theme are those of the host', async () => {
  const page = await openDemo('anna', { path: '/chats' });
  await page.getByText('Dispatch desk').waitFor();

  await page.locator('.host-person__opener').click();
  await page
    .getByRole('region', { name: 'Use this window as' })
    .getByRole('button', { name: /王伟/ })
    .click();
  await page.getByText('Dispatch desk').waitFor({ state: 'detached' });
  await page.locator('.mtchat-dialog-item').first().waitFor();

  await page.getByLabel('Language').selectOption({ label: 'Русский' });
  await page.getByRole('tab', { name: 'Мои чаты' }).waitFor();
  await page.getByLabel('Тема').selectOption({ label: 'Тёмная' });
  await page.locator('.mtchat.mtchat--dark').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('ru');
  await expectNoViolations(page, 'body');
});

it('an order has its chat beside it', async () => {
  const page = await openDemo('anna', { path: '/orders' });
  await page.getByRole('link', { name: 'SO-2041' }).first().click();
  await page.getByRole('heading', { name: 'SO-2041' }).waitFor();
  await page.getByRole('heading', { name: 'Pumps CP-80: delivery and documents' }).waitFor();
  await page.getByRole('log').getByText('may the second batch go with new crates').waitFor();
  await expectNoViolations(page, 'body');
});

import { expect, it } from 'vitest';
import { type ChatPage, openAs } from './support/chat-page.ts';
import {
  expectTitles,
  expectUnread,
  insider,
  listsOf,
  openDialog,
  patience,
  rowOf,
  tell,
} from './support/dialog-lists.ts';
import { somebody, unique } from './support/people.ts';
import { clientOf, createDialog, manage } from './support/server.ts';

const available = 'Chats that you can join';

function openAvailable({ page }: ChatPage): Promise<void> {
  return page.getByRole('tab', { name: 'Available' }).click();
}

/** Somebody who may join a dialog that another person leads. */
async function withJoinable(title: string) {
  const wang = insider('王伟');
  const boris = somebody('Boris', { company: 'Borey' });
  const dialog = await createDialog({ participants: [boris], title, scopes: [wang.scope] });
  return { wang, boris, dialog };
}

it('Available shows the chats that my scopes match, and nothing else', async () => {
  const wang = insider('Wang', { departments: ['sales', 'north'], roles: ['manager'] });
  const { tenant_uid } = wang.scope;
  const boris = somebody('Boris');
  const withScope = (title: string, scope: object) =>
    createDialog({ participants: [boris], title, scopes: [{ tenant_uid, ...scope }] });
  await withScope('My department', { scope_level1: ['north'], scope_level2: ['manager'] });
  await withScope('Everyone of my company', {});
  await withScope('Another department', { scope_level1: ['south'], scope_level2: ['manager'] });
  await withScope('Another role', { scope_level1: ['sales'], scope_level2: ['director'] });
  await withScope('Another company', { tenant_uid: unique('tenant'), scope_level1: ['sales'] });
  await createDialog({ participants: [boris, wang], title: 'I am in already', scopes: [{ tenant_uid }] });

  const at = await openAs(wang);
  await expectTitles(at.page, ['I am in already']);
  await openAvailable(at);
  await expectTitles(at.page, ['Everyone of my company', 'My department'], available);
});

it('without anything to join the list says so', async () => {
  const at = await openAs(somebody('Anna'));
  await openAvailable(at);
  await listsOf(at.page).getByText('Nothing to join').waitFor();
});

it('nothing of a chat is read before I join it, and all of it afterwards', async () => {
  const { wang, boris, dialog } = await withJoinable('Tender 7');
  await tell(boris, dialog.id, 'The price is secret');
  const at = await openAs(wang);
  const { page } = at;
  await openAvailable(at);
  await rowOf(page, 'Tender 7').getByText('1 participant').waitFor();
  await openDialog(page, 'Tender 7');
  await page.getByRole('heading', { name: 'Tender 7' }).waitFor();
  expect(await page.locator('.mtchat').textContent()).not.toContain('secret');
  expect(at.requests.calls().filter((call) => call.endsWith('/messages'))).toEqual([]);

  await page.getByRole('button', { name: 'Join chat' }).click();
  await page.getByRole('log').getByText('The price is secret').waitFor();
  await expectTitles(page, ['Tender 7']);
});

it('the form is filled with my profile, and the others see who joined with what I left in it', async () => {
  const { wang, boris, dialog } = await withJoinable('Tender 8');
  Object.assign(wang.profile, { email: 'wang@example.com', phone: '+86 10 1234' });
  const atBoris = await openAs(boris, { props: { dialogId: dialog.id } });
  const at = await openAs(wang);
  const { page } = at;
  await openAvailable(at);
  await openDialog(page, 'Tender 8');
  const field = (name: string) => page.getByRole('textbox', { name });
  await expect.poll(() => field('Your name').inputValue(), patience).toBe('王伟');
  expect(await field('Company').inputValue()).toBe('Acme');
  expect(await field('Email').inputValue()).toBe('wang@example.com');
  expect(await field('Phone').inputValue()).toBe('+86 10 1234');

  await field('Your name').fill('  Wang Wei  ');
  await field('Company').fill('Acme Shanghai');
  await field('Phone').fill('');
  await page.keyboard.press('Enter');

  await page.getByRole('log').getByText('You joined').waitFor();
  await atBoris.page.getByRole('log').getByText('Wang Wei (Acme Shanghai) joined').waitFor();
  await at.heard('dialog-joined');
  const people = await clientOf(boris).listParticipants(dialog.id);
  expect(people.find(({ user_id }) => user_id === wang.userId)).toMatchObject({
    display_name: 'Wang Wei',
    company: 'Acme Shanghai',
    email: 'wang@example.com',
    phone: null,
    joined_as: 'member',
  });
});

it('a form with mistakes is not sent: each is named at its field, and the first has the focus', async () => {
  const { wang } = await withJoinable('Tender 9');
  const at = await openAs(wang);
  const { page } = at;
  await openAvailable(at);
  await openDialog(page, 'Tender 9');
  const company = page.getByRole('textbox', { name: 'Company' });
  await page.getByRole('textbox', { name: 'Your name' }).fill('   ');
  await company.fill('');
  await page.getByRole('textbox', { name: 'Email' }).fill('nowhere');
  expect(await page.getByText('Please fill this in.').count()).toBe(0);
  await page.getByRole('button', { name: 'Join chat' }).click();

  await expect.poll(() => page.getByText('Please fill this in.').count(), patience).toBe(2);
  await page.getByText('This does not look like an email address.').waitFor();
  await page.getByRole('textbox', { name: 'Your name' }).and(page.locator(':focus')).waitFor();
  expect(at.requests.calls().filter((call) => call.endsWith('/join'))).toEqual([]);

  await page.getByRole('textbox', { name: 'Your name' }).fill('Wang');
  await company.fill('Acme');
  await page.getByRole('textbox', { name: 'Email' }).fill('');
  await page.getByRole('button', { name: 'Join chat' }).click();
  await page.getByRole('log').getByText('You joined').waitFor();
});

it('who may no longer join when they try is told so', async () => {
  const { wang, dialog } = await withJoinable('Tender 10');
  const at = await openAs(wang);
  await openAvailable(at);
  await openDialog(at.page, 'Tender 10');
  await at.page.getByRole('textbox', { name: 'Your name' }).waitFor();
  await manage('PUT', `/dialogs/${dialog.id}/access-scopes`, { access_scopes: [] });

  await at.page.getByRole('button', { name: 'Join chat' }).click();
  await at.page.getByRole('alert').getByText('You may no longer join this chat.').waitFor();
});

it('after joining I hear at once what is said, and have left the list of the available ones', async () => {
  const { wang, boris, dialog } = await withJoinable('Tender 11');
  const at = await openAs(wang);
  const { page } = at;
  await openAvailable(at);
  await expectTitles(page, ['Tender 11'], available);
  await openDialog(page, 'Tender 11');
  await page.getByRole('button', { name: 'Join chat' }).click();
  await page.getByRole('log').getByText('You joined').waitFor();

  await tell(boris, dialog.id, 'Welcome');
  await page.getByRole('log').getByText('Welcome').waitFor();
  await expectTitles(page, ['Tender 11']);
  await expectUnread(page, 'Tender 11', 0);
  await openAvailable(at);
  await listsOf(page).getByText('Nothing to join').waitFor();
});

it('what I left I may join again, and read on', async () => {
  const { wang, boris, dialog } = await withJoinable('Tender 12');
  await clientOf(wang).joinDialog(dialog.id, wang.profile);
  await tell(boris, dialog.id, 'Before you left');
  const { page } = await openAs(wang, { props: { dialogId: dialog.id } });
  await page.getByRole('log').getByText('Before you left').waitFor();

  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menuitem', { name: 'Leave chat' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave chat' }).click();
  await page.getByText('Select a chat').waitFor();
  await page.getByRole('tab', { name: 'Available' }).click();
  await openDialog(page, 'Tender 12');
  await page.getByRole('button', { name: 'Join chat' }).click();
  await page.getByRole('log').getByText('Before you left').waitFor();
});

it('who is removed by the host while they read is told so, and reads no further', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 60' });
  await tell(boris, dialog.id, 'Still with us?');
  const at = await openAs(anna, { props: { dialogId: dialog.id } });
  await at.page.getByRole('log').getByText('Still with us?').waitFor();
  await at.page.getByRole('heading', { name: 'Order 60' }).waitFor();

  await manage('DELETE', `/dialogs/${dialog.id}/participants/${anna.userId}`);
  await at.page.getByText('You are no longer in this chat').waitFor();
  expect(await at.page.getByText('Still with us?').count()).toBe(0);
  await listsOf(at.page).getByText('No chats yet').waitFor();
  await at.heard('dialog-left');
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { DialogForHost } from '../../contract/dialogs.ts';
import { openAs } from './support/chat-page.ts';
import { chooseFor, pressOn, richFieldOf } from './support/composer.ts';
import { searchField } from './support/dialog-lists.ts';
import { vectors } from './support/hostile/vectors.ts';
import { loadAllDialogs, readThrough, showDialog, textsIn } from './support/hostile/walk.ts';
import { watch } from './support/hostile/watch.ts';
import {
  createHalls,
  createTitles,
  type Hall,
  hostile,
  mentionEverybody,
  sayEverything,
  sendFiles,
} from './support/hostile/world.ts';
import { somebody, unique } from './support/people.ts';
import { clientOf, createDialog } from './support/server.ts';

const image = '<img src=x onerror=alert(1)>';
const reader = somebody('Rita');
const writer = somebody('Walter');
const scope = { tenant_uid: unique('tenant'), scope_level1: ['a'], scope_level2: ['b'] };
const object = { type: unique('"><b>'), id: `x">${image}`, url: 'https://a.example/"><script>' };

let saidIn: DialogForHost;
let sentIn: DialogForHost;
let halls: Hall[];
let titled: DialogForHost[];
let fileNames: string[];

/** All of it is stored once, and then looked at in many ways. */
beforeAll(async () => {
  [saidIn, sentIn] = await Promise.all([
    createDialog({ participants: [reader, writer], title: 'Said' }),
    createDialog({ participants: [reader, writer], title: 'Files' }),
  ]);
  [halls, fileNames] = await Promise.all([createHalls(reader), sendFiles(sentIn, writer)]);
  await sayEverything(saidIn, writer);
  await mentionEverybody(saidIn, writer);
  titled = await createTitles(reader, object, scope);
}, 180_000);

it('there are more than three hundred in each of the places', () => {
  const people = halls.flatMap((hall) => hall.people);
  for (const place of [vectors, people, titled, fileNames]) expect(place.length).toBeGreaterThan(300);
});

describe('nothing runs, is asked for, or stands in the page that may not', () => {
  it('when messages and mentions are read, touched, answered, copied, edited and heard live', async () => {
    const chat = await openAs(reader, { props: { dialogId: saidIn.id } });
    const eyes = await watch(chat);
    const passed = await readThrough(chat.page);
    expect(passed.messages).toBeGreaterThan(vectors.length);
    expect(passed.touched).toBeGreaterThan(vectors.length);

    const client = clientOf(writer);
    for (let index = 0; index < 10; index += 1) {
      const { id } = await client.sendMessage(saidIn.id, {
        content: `Live ${index} ${vectors.at(index * 50)}`,
      });
      await client.editMessage(saidIn.id, id, `Edited ${index} ${vectors.at(index * 50 + 25)}`);
      await client.sendMessage(saidIn.id, { content: `Answer ${index}`, reply_to: id });
    }
    await chat.page.getByRole('button', { name: /Go to/ }).click();
    const live = chat.page.getByRole('article').filter({ hasText: 'Edited 9' }).first();
    await live.waitFor();
    await pressOn(live, 'Reply');
    await chat.page.locator('.mtchat-composer-context').waitFor();
    await chooseFor(live, 'Copy text');
    await chat.page.locator('.mtchat-reply-snippet').last().click();
    await eyes.expectQuiet();
  });

  it('when dialogs have such titles: in the list, the search, the conversation and the details', async () => {
    const chat = await openAs(reader);
    const eyes = await watch(chat);
    await loadAllDialogs(chat.page, titled.length + halls.length);
    const shown = await textsIn(chat.page, '.mtchat-dialog-item__title');
    expect(shown).toEqual(expect.arrayContaining(titled.map(({ title }) => title)));

    for (const { id, title } of titled.filter((_, index) => index % 50 === 0)) {
      await searchField(chat.page).fill((title ?? '').slice(0, 200));
      await chat.page.locator(`[data-dialog-id="${id}"]`).click();
      await chat.page.locator('.mtchat-conversation-header').waitFor();
    }
    await chat.page.getByRole('button', { name: 'Actions for this chat' }).click();
    await chat.page.getByRole('menuitem', { name: 'Details' }).click();
    await chat.page.locator('.mtchat-info__object').waitFor();
    await searchField(chat.page).fill(`${image} nobody`);
    await chat.page.locator('.mtchat-dialog-item').first().waitFor({ state: 'detached' });
    await eyes.expectQuiet();
  });

  it('when one object of the host has all of those dialogs, and when they can be joined', async () => {
    const props = { mode: 'inline', objectType: object.type, objectId: object.id };
    const inline = await openAs(reader, { props });
    const eyes = await watch(inline);
    await inline.page.locator('.mtchat-switcher__button').click();
    await inline.page
      .getByRole('menuitemcheckbox')
      .nth(titled.length - 1)
      .click();
    await eyes.expectQuiet();

    const joiner = { ...hostile(image), scope };
    const chat = await openAs(joiner);
    const otherEyes = await watch(chat);
    await chat.page.getByRole('tab', { name: 'Available' }).click();
    await loadAllDialogs(chat.page, titled.length);
    await chat.page.locator('.mtchat-dialog-item__main').last().click();
    await chat.page.getByRole('button', { name: /^Join/ }).last().click();
    await otherEyes.expectQuiet();
  });

  it('when people have such names, and say what the server has not cleaned', async () => {
    const chat = await openAs(reader, { props: { dialogId: halls[0]?.dialog.id ?? '' } });
    const eyes = await watch(chat);
    await chat.page.getByRole('button', { name: 'Actions for this chat' }).click();
    await chat.page.getByRole('menuitem', { name: 'Details' }).click();
    for (const { dialog, people } of halls) {
      await showDialog(chat.page, dialog.id);
      const persons = chat.page.locator('.mtchat-person');
      await expect.poll(() => persons.count()).toBe(people.length + 1);
      const texts = (await persons.allTextContents()).join('\n');
      expect(people.filter(({ profile }) => !texts.includes(profile.displayName.trim()))).toEqual([]);
      await readThrough(chat.page);

      const field = await richFieldOf(chat.page);
      await field.pressSequentially('@');
      await chat.page.getByRole('option').last().click();
      await field.locator('[data-type=mention]').waitFor();
    }
    await eyes.expectQuiet();
  });

  it('when files have such names: on their cards, and in the viewer', async () => {
    const chat = await openAs(reader, { props: { dialogId: sentIn.id } });
    const eyes = await watch(chat);
    await readThrough(chat.page);
    const shown = await textsIn(chat.page, '.mtchat-file-name .mtchat-visually-hidden');
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.filter((name) => !fileNames.includes(name))).toEqual([]);
    await chat.page.locator('.mtchat-attachment-image').last().click();
    const viewer = chat.page.getByRole('dialog');
    await viewer.waitFor();
    for (let step = 0; step < 40; step += 1) await chat.page.keyboard.press('ArrowLeft');
    await eyes.expectQuiet();
  });
});

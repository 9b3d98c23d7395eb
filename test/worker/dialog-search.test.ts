import { describe, expect, it } from 'vitest';
import { host, type Scope, unique, user } from './support/api.ts';
import { idsOf } from './support/paging.ts';

type User = ReturnType<typeof user>;

async function search(who: User, text: string, more = ''): Promise<string[]> {
  const reply = await who.dialogs(`?search=${encodeURIComponent(text)}${more}`);
  expect(reply.status, JSON.stringify(reply.error)).toBe(200);
  return idsOf(reply.data);
}

/** A user with one dialog of this title, and another that no search here means. */
async function withTitle(title: string) {
  const ada = user(unique('ada'));
  await host.createDialog({ title: '----', participants: [ada.id] });
  const dialog = await host.createDialog({ title, participants: [ada.id] });
  return { ada, id: dialog.id };
}

describe('search finds a title', () => {
  it.each([
    ['by a part of it', 'Delivery of order 42', 'of order'],
    ['by one letter', 'Delivery', 'v'],
    ['by all of it', 'Delivery', 'Delivery'],
    ['in small letters by capitals', 'delivery', 'DELIVERY'],
    ['in capitals by small letters', 'DELIVERY', 'delivery'],
    ['with accents', 'Réclamation ÉLEVÉE', 'réclamation élevée'],
    ['in German, where ß has no capital', 'Hauptstraße', 'HAUPTSTRASSE'],
    ['in Turkish', 'ISPARTA', 'ısparta'],
    ['in Turkish with a dotted capital', 'İstanbul', 'istanbul'],
    ['in Russian', 'Доставка ЗАКАЗА', 'доставка заказа'],
    ['in Ukrainian', 'Київ і Їжакевич', 'КИЇВ І ЇЖАК'],
    ['in Greek', 'ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
    ['in Greek, by its beginning', 'οδοσήμανση', 'ΟΔΟΣ'],
    ['in Chinese', '订单四十二的交付', '四十二'],
    ['in Chinese by one character', '订单', '订'],
    ['in Japanese', '注文の配達', '配達'],
    ['in Arabic', 'تسليم الطلب', 'الطلب'],
    ['in wide letters by ordinary ones', 'ＯＲＤＥＲ ４２', 'order 42'],
    ['with composed accents by combined ones', 'Café', 'cafe\u0301'],
    ['with an emoji', 'Party 🎉 tonight', '🎉'],
    ['with a percent sign', 'Up to 50% off', '50% off'],
    ['with an underscore', 'file_name', 'e_n'],
    ['with a backslash', 'C:\\orders', ':\\o'],
    ['with quotes', `O'Neill "the" order`, `o'neill "the"`],
    ['with a plus', 'C++ course', 'c++'],
    ['with spaces at its ends', 'Order 42 and 43', ' 42 '],
  ])('%s', async (_how, title, text) => {
    const { ada, id } = await withTitle(title);
    expect(await search(ada, text)).toEqual([id]);
  });
});

describe('search does not find', () => {
  it.each([
    ['what is not there', 'Delivery', 'invoice'],
    ['words in another order', 'Delivery of order', 'order delivery'],
    ['everything by %', 'Delivery', '%'],
    ['everything by _', 'Delivery', '_'],
    ['a gap by %', 'Delivery of order', 'Del%order'],
    ['a letter by _', 'Delivery', 'Deli_ery'],
    ['everything by a backslash', 'Delivery', '\\'],
    ['everything by a wide percent sign', 'Delivery', '％'],
    ['a letter by one with an accent', 'Resume', 'résumé'],
  ])('%s', async (_what, title, text) => {
    const { ada } = await withTitle(title);
    expect(await search(ada, text)).toEqual([]);
  });
});

describe('search', () => {
  it('finds the company of anyone who takes part', async () => {
    const ada = user(unique('ada'));
    const people = [
      ada.id,
      { user_id: 'bob', company: 'ООО Ромашка' },
      { user_id: 'eve', company: '华为技术' },
    ];
    const dialog = await host.createDialog({ title: 'Order', participants: people });
    await host.createDialog({ title: 'Other', participants: [ada.id] });
    for (const text of ['ромашка', 'РОМАШ', '华为', 'order'])
      expect(await search(ada, text)).toEqual([dialog.id]);
  });

  it('finds no other field: no name, no address, no object, no message', async () => {
    const ada = user(unique('ada'));
    const bob = { user_id: 'needle', display_name: 'needle', email: 'needle', phone: 'needle' };
    const dialog = await host.createDialog({
      object_type: 'needle',
      meta: { needle: 'needle' },
      participants: [ada.id, bob],
    });
    await ada.send(dialog.id, 'needle');
    expect(await search(ada, 'needle')).toEqual([]);
  });

  it('knows the company that someone has now, and none of who left', async () => {
    const ada = user(unique('ada'));
    const dialog = await host.createDialog({ participants: [ada.id, { user_id: 'bob', company: 'Acme' }] });
    const participants = `/dialogs/${dialog.id}/participants`;
    await host.call('POST', participants, { body: { user_id: 'bob', company: 'Initech' } });
    expect(await search(ada, 'acme')).toEqual([]);
    expect(await search(ada, 'initech')).toEqual([dialog.id]);
    await host.call('DELETE', `${participants}/bob`);
    expect(await search(ada, 'initech')).toEqual([]);
  });

  it('knows the company of who joined', async () => {
    const scope: Scope = { tenant_uid: unique('tenant') };
    const ada = user(unique('ada'), scope);
    const dialog = await host.createDialog({ access_scopes: [scope] });
    await ada.join(dialog.id, { company: 'Größe GmbH' });
    expect(await search(ada, 'größe')).toEqual([dialog.id]);
  });

  it('finds a dialog once, although title and companies match', async () => {
    const ada = user(unique('ada'));
    const people = [
      { user_id: ada.id, company: 'Acme' },
      { user_id: 'bob', company: 'Acme' },
    ];
    const dialog = await host.createDialog({ title: 'Acme', participants: people });
    expect(await search(ada, 'acme')).toEqual([dialog.id]);
  });

  it('goes together with type, archive and pages', async () => {
    const scope: Scope = { tenant_uid: unique('tenant') };
    const ada = user(unique('ada'), scope);
    const [one, two, three] = [
      await host.createDialog({ title: 'Order 1', participants: [ada.id] }),
      await host.createDialog({ title: 'Order 2', participants: [ada.id] }),
      await host.createDialog({ title: 'Order 3', access_scopes: [scope] }),
    ];
    await host.createDialog({ title: 'Invoice', access_scopes: [scope] });
    await ada.act(one.id, 'archive');
    expect(await search(ada, 'order')).toEqual([two.id, one.id]);
    expect(await search(ada, 'order', '&archived=true')).toEqual([one.id]);
    expect(await search(ada, 'order', '&archived=false')).toEqual([two.id]);
    expect(await search(ada, 'order', '&type=available')).toEqual([three.id]);
    const first = await ada.dialogs('?search=order&limit=1');
    expect(await search(ada, 'order', `&limit=1&cursor=${first.nextCursor}`)).toEqual([one.id]);
  });

  it('shows nobody what they may not see', async () => {
    const title = unique('secret');
    await host.createDialog({ title, participants: ['someone'] });
    expect(await search(user(unique('eve')), title)).toEqual([]);
    expect(await search(user(unique('eve'), { tenant_uid: 'other' }), title, '&type=available')).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['spaces', '   '],
  ])('for %s is no search', async (_what, text) => {
    const { ada } = await withTitle('Order');
    expect(await search(ada, text)).toHaveLength(2);
  });

  it.each([
    ['letters', 'x'.repeat(200), 'x'.repeat(201)],
    ['Chinese characters', '订'.repeat(200), '订'.repeat(201)],
    ['units of emoji', '🎉'.repeat(100), '🎉'.repeat(101)],
    ['percent signs', '%'.repeat(200), '%'.repeat(201)],
  ])('takes 200 %s and no more', async (_what, longest, tooLong) => {
    const { ada, id } = await withTitle(longest);
    expect(await search(ada, longest)).toEqual([id]);
    expect(await ada.dialogs(`?search=${encodeURIComponent(tooLong)}`)).toMatchObject({
      status: 400,
      error: { code: 'BAD_REQUEST', details: [{ path: 'search' }] },
    });
  });

  it('refuses NUL', async () => {
    expect((await user('ada').dialogs('?search=%00')).status).toBe(400);
  });

  it.each(['%ff', '%', '%e4%bd'])('answers bytes that are not UTF-8 (%s)', async (text) => {
    expect((await user('ada').dialogs(`?search=${text}`)).status).toBeOneOf([200, 400]);
  });
});

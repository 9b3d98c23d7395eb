import { describe, expect, it } from 'vitest';
import type { Dialog, DialogForHost } from '../../contract/dialogs.ts';
import type { Participant } from '../../contract/participants.ts';
import { call, host, unique, user } from './support/api.ts';
import { allPages, idsOf } from './support/paging.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('the Management API', () => {
  it.each<[string, Record<string, string>]>([
    ['without a token', {}],
    ['with another token', { Authorization: 'Bearer wrong' }],
    ['with the beginning of the token', { Authorization: 'Bearer test-admin' }],
    ['with the token in another scheme', { Authorization: 'Basic test-admin-token' }],
    ['with an empty token', { Authorization: 'Bearer ' }],
  ])('is closed to a caller %s', async (_who, headers) => {
    const reply = await call('GET', '/api/v1/management/dialogs', { headers });
    expect(reply).toMatchObject({ status: 401, error: { code: 'UNAUTHORIZED' } });
  });

  it('asks for the token before it looks at the request', async () => {
    const reply = await call('POST', '/api/v1/management/dialogs', { rawBody: 'nonsense' });
    expect(reply.status).toBe(401);
  });
});

describe('creating a dialog', () => {
  it('answers with everything the host said of it, and what the system made', async () => {
    const fields = {
      object_type: 'invoice',
      object_id: unique('invoice'),
      title: 'Invoice 42: 价格 🙂',
      object_url: 'https://example.com/invoices/42?tab=chat#top',
      meta: { total: 12.5, currency: 'EUR', lines: [{ sku: 'A', paid: false, note: null }] },
      created_by: 'ada',
    };
    const dialog = await host.createDialog({
      ...fields,
      participants: [
        { user_id: 'ada', display_name: 'Ada', company: 'Acme', email: 'ada@acme.test', phone: '+1 2' },
        'bob',
      ],
      access_scopes: [{ tenant_uid: 'acme', scope_level1: ['sales'], scope_level2: ['lead', 'agent'] }],
    });
    const moment = { joined_at: dialog.created_at, is_online: false, last_read_message_id: null };
    expect(dialog).toEqual({
      id: expect.stringMatching(uuid),
      ...fields,
      created_at: expect.stringMatching(time),
      participants: [
        {
          user_id: 'ada',
          display_name: 'Ada',
          company: 'Acme',
          email: 'ada@acme.test',
          phone: '+1 2',
          joined_as: 'creator',
          ...moment,
        },
        {
          user_id: 'bob',
          display_name: 'bob',
          company: null,
          email: null,
          phone: null,
          joined_as: 'participant',
          ...moment,
        },
      ],
      access_scopes: [
        {
          id: expect.stringMatching(uuid),
          dialog_id: dialog.id,
          tenant_uid: 'acme',
          scope_level0: ['acme'],
          scope_level1: ['sales'],
          scope_level2: ['lead', 'agent'],
          created_at: dialog.created_at,
        },
      ],
    });
    const read = await host.call<DialogForHost>('GET', `/dialogs/${dialog.id}`);
    expect(read).toMatchObject({ status: 200, data: dialog });
  });

  it('needs no more than an object', async () => {
    const objectId = unique('order');
    const dialog = await host.createDialog({ object_id: objectId });
    expect(dialog).toMatchObject({
      object_type: 'order',
      object_id: objectId,
      title: null,
      object_url: null,
    });
    expect(dialog).toMatchObject({ meta: null, created_by: null, participants: [], access_scopes: [] });
    expect(await host.call('GET', `/dialogs/${dialog.id}`)).toMatchObject({ status: 200, data: dialog });
  });

  it('names the first participant as the creator unless told otherwise', async () => {
    const dialog = await host.createDialog({ participants: ['ada', 'bob'] });
    expect(dialog.created_by).toBe('ada');
    expect(dialog.participants.map((person) => person.joined_as)).toEqual(['creator', 'participant']);
  });

  it('takes a creator who is no participant, and none is marked as the creator then', async () => {
    const dialog = await host.createDialog({ created_by: 'the-system', participants: ['ada'] });
    expect(dialog).toMatchObject({ created_by: 'the-system', participants: [{ joined_as: 'participant' }] });
  });

  it('may be done many times for one object', async () => {
    const objectId = unique('order');
    const first = await host.createDialog({ object_id: objectId });
    const second = await host.createDialog({ object_id: objectId });
    expect(second.id).not.toBe(first.id);
  });

  it('writes a system message that names everyone, where there is anyone', async () => {
    const ada = user(unique('ada'));
    const bob = { user_id: unique('bob'), display_name: 'Bob', company: 'Acme' };
    const dialog = await host.createDialog({ participants: [ada.id, bob] });
    const { messages } = (await ada.messages(dialog.id)).data;
    expect(messages).toMatchObject([{ message_type: 'system', sender_id: null, sender_name: null }]);
    expect(messages[0]?.system_event).toEqual({
      type: 'chat_created',
      participants: [{ user_id: ada.id, display_name: ada.id, company: null }, bob],
    });
  });
});

describe('listing dialogs', () => {
  it('gives those of one object, newest first, without participants and scopes', async () => {
    const object = { object_type: 'invoice', object_id: unique('invoice') };
    const first = await host.createDialog({ ...object, participants: ['ada'] });
    const second = await host.createDialog({ ...object, title: 'Second' });
    await host.createDialog({ ...object, object_type: 'order' });
    const { participants, access_scopes, ...dialog } = second;
    const reply = await host.call<Dialog[]>(
      'GET',
      `/dialogs?object_type=invoice&object_id=${object.object_id}`,
    );
    expect(reply).toMatchObject({ status: 200, nextCursor: null });
    expect(idsOf(reply.data)).toEqual([second.id, first.id]);
    expect(reply.data[0]).toEqual(dialog);
  });

  it('takes either filter alone, or none', async () => {
    const type = unique('type');
    const [a, b] = [
      await host.createDialog({ object_type: type }),
      await host.createDialog({ object_type: type }),
    ];
    const byType = await host.call<Dialog[]>('GET', `/dialogs?object_type=${type}`);
    expect(idsOf(byType.data)).toEqual([b.id, a.id]);
    const byId = await host.call<Dialog[]>('GET', `/dialogs?object_id=${a.object_id}`);
    expect(idsOf(byId.data)).toEqual([a.id]);
    expect((await host.call<Dialog[]>('GET', '/dialogs?limit=2')).data).toHaveLength(2);
    expect(await host.call('GET', `/dialogs?object_id=${unique('none')}`)).toMatchObject({
      data: [],
      nextCursor: null,
    });
  });

  it('pages through all of them, each once, while new ones are made', async () => {
    const type = unique('type');
    const dialogs = [];
    for (let count = 0; count < 7; count += 1) dialogs.push(await host.createDialog({ object_type: type }));
    const pages = await allPages(async (cursor) => {
      const page = await host.call<Dialog[]>('GET', `/dialogs?object_type=${type}&limit=3${cursor}`);
      await host.createDialog({ object_type: type });
      return page;
    });
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(idsOf(pages.flat())).toEqual(idsOf(dialogs).reverse());
  });

  it.each([
    ['limit=0'],
    ['limit=101'],
    ['limit=-1'],
    ['limit=2.5'],
    ['limit=ten'],
    ['limit='],
    ['cursor='],
    ['cursor=nonsense'],
    ['cursor=WyJub3QtYS11dWlkIl0'],
    [`cursor=${'x'.repeat(600)}`],
    ['object_id='],
    [`object_id=${'x'.repeat(256)}`],
    ['object_type=%00'],
  ])('refuses ?%s', async (query) => {
    expect(await host.call('GET', `/dialogs?${query}`)).toMatchObject({
      status: 400,
      error: { code: 'BAD_REQUEST' },
    });
  });
});

describe('deleting a dialog', () => {
  it('takes it away from everyone, with all that was in it', async () => {
    const ada = user(unique('ada'), { tenant_uid: 't' });
    const dialog = await host.createDialog({ participants: [ada.id], access_scopes: [{ tenant_uid: 't' }] });
    await ada.send(dialog.id, 'Hello');
    expect((await host.call('DELETE', `/dialogs/${dialog.id}`)).status).toBe(204);

    expect((await host.call('GET', `/dialogs/${dialog.id}`)).status).toBe(404);
    expect((await ada.dialogs()).data).toEqual([]);
    const replies = [
      await ada.dialog(dialog.id),
      await ada.messages(dialog.id),
      await ada.send(dialog.id, 'Anyone?'),
      await ada.join(dialog.id),
      await host.call('POST', `/dialogs/${dialog.id}/participants`, { body: { user_id: 'bob' } }),
      await host.call('DELETE', `/dialogs/${dialog.id}`),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([404, 404, 404, 404, 404, 404]);
  });
});

describe('participants', () => {
  it('are read with their read positions', async () => {
    const ada = user(unique('ada'));
    const dialog = await host.createDialog({ participants: [ada.id, 'bob'] });
    const message = (await ada.send(dialog.id, 'Hello')).data;
    const { participants } = (
      await host.call<{ participants: Participant[] }>('GET', `/dialogs/${dialog.id}`)
    ).data;
    expect(new Map(participants.map((person) => [person.user_id, person.last_read_message_id]))).toEqual(
      new Map([
        [ada.id, message.id],
        ['bob', null],
      ]),
    );
  });
});

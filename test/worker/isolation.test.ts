import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DialogForUser } from '../../contract/dialogs.ts';
import { call, host, unique, user } from './support/api.ts';
import { said } from './support/dialog.ts';
import { aimedAt, callsOnDialog } from './support/every-call.ts';
import { idsOf } from './support/paging.ts';
import { openSocket } from './support/socket.ts';
import { leaksIn, type TwoTenants, twoTenants, viewOf } from './support/two-tenants.ts';

/** Leaving their own dialog would end what the others are asked. */
const callsThatStay = callsOnDialog.filter(({ path }) => !path.endsWith('/leave'));

describe('someone of another tenant who guessed every id', () => {
  let tenants: TwoTenants;
  let before: unknown;

  beforeAll(async () => {
    tenants = await twoTenants();
    before = await viewOf(tenants);
  });

  test.each(callsOnDialog)('is refused and learns nothing: $method $path $body', async (dialogCall) => {
    const { bea, dialog, message } = tenants;
    const reply = await bea.call(...aimedAt(dialogCall, dialog.id, message.id));
    // That the dialog exists is said only to those who try to do something in it.
    expect(reply.status).toBe(dialogCall.path === '{dialog}' ? 404 : 403);
    expect(leaksIn(reply, tenants)).toEqual([]);
    expect(await viewOf(tenants)).toEqual(before);
  });

  test.each(callsThatStay)(
    'finds none of its messages in a dialog of their own: $method $path $body',
    async (dialogCall) => {
      const { bea, own, message } = tenants;
      const reply = await bea.call(...aimedAt(dialogCall, own.id, message.id));
      if (dialogCall.withForeignMessage) expect(reply.status).toBe(dialogCall.withForeignMessage);
      expect(leaksIn(reply, tenants)).toEqual([]);
      expect(await viewOf(tenants)).toEqual(before);
    },
  );

  test.each([
    '/dialogs',
    '/dialogs?archived=true',
    '/dialogs?search=Merger',
    '/dialogs?search=Atlas',
    '/dialogs?search=%25',
    '/dialogs?type=available',
    '/dialogs?type=available&search=Merger',
    '/dialogs?type=available&search=Atlas',
  ])('finds nothing of it in lists: %s', async (path) => {
    const reply = await tenants.bea.call<DialogForUser[]>('GET', path);
    expect(reply.status).toBe(200);
    expect(idsOf(reply.data)).not.toContain(tenants.dialog.id);
    expect(leaksIn(reply, tenants)).toEqual([]);
  });

  test('finds only their own dialog about the object that both have one about', async () => {
    const { ada, bea, dialog, own } = tenants;
    const path = `/dialogs/by-object/${dialog.object_type}/${dialog.object_id}`;
    expect(await bea.call('GET', path)).toMatchObject({ status: 200, data: { id: own.id } });
    expect(await bea.call('GET', `${path}/list`)).toMatchObject({ data: [{ id: own.id }] });
    expect(await ada.call('GET', path)).toMatchObject({ status: 200, data: { id: dialog.id } });
  });

  test('cannot follow a cursor into the lists of others', async () => {
    const { ada, bea, own } = tenants;
    await host.createDialog({ participants: [ada.id] });
    const { nextCursor } = await ada.dialogs('?limit=1');
    expect(nextCursor).toEqual(expect.any(String));
    const reply = await bea.dialogs(`?cursor=${nextCursor}`);
    expect(idsOf(reply.data).filter((id) => id !== own.id)).toEqual([]);
    expect(leaksIn(reply, tenants)).toEqual([]);
  });

  test.each([['/dialogs'], ['/dialogs?object_type=order'], ['/dialogs/{id}']])(
    'is no host: GET /management%s without the admin token is 401',
    async (path) => {
      const { bea, dialog } = tenants;
      const reply = await bea.call('GET', `/management${path.replace('{id}', dialog.id)}`);
      expect(reply).toMatchObject({ status: 401, error: { code: 'UNAUTHORIZED' } });
    },
  );

  test('cannot be two people at once', async () => {
    const { ada, bea } = tenants;
    expect((await call('GET', `/api/v1/dialogs?user_id=${bea.id}&user_id=${ada.id}`)).status).toBe(400);
  });
});

describe('a scope', () => {
  /** Values that would match, or match everything, if they were ever read as SQL or as the text of an array. */
  const hostile = (tenant: string) => [
    `x,${tenant}`,
    `{${tenant}}`,
    `"${tenant}"`,
    `${tenant} `,
    tenant.toUpperCase(),
    tenant.slice(0, -1),
    'NULL',
    '%',
    `' or true --`,
    `x'},'{${tenant}`,
    '\\',
  ];

  test('of another tenant matches nothing, however it is spelled', async () => {
    const tenant = unique('tenant');
    const dialog = await host.createDialog({ access_scopes: [{ tenant_uid: tenant }] });
    for (const value of hostile(tenant)) {
      const stranger = user(unique('stranger'), {
        tenant_uid: value,
        scope_level1: [tenant],
        scope_level2: [tenant],
      });
      expect((await stranger.dialog(dialog.id)).status, value).toBe(404);
      expect(idsOf((await stranger.dialogs('?type=available')).data), value).not.toContain(dialog.id);
      expect((await stranger.join(dialog.id)).status, value).toBe(403);
    }
    const neighbour = user(unique('neighbour'), { tenant_uid: tenant });
    expect((await neighbour.dialog(dialog.id)).status).toBe(200);
  });

  test('no longer opens what the host closed', async () => {
    const { bea, dialog, tenantB } = await twoTenants();
    const open = (scopes: unknown[]) =>
      host.call('PUT', `/dialogs/${dialog.id}/access-scopes`, { body: { access_scopes: scopes } });
    await open([{ tenant_uid: tenantB }]);
    expect((await bea.dialog(dialog.id)).data).toMatchObject({ can_join: true, last_message: null });
    await open([]);
    expect((await bea.dialog(dialog.id)).status).toBe(404);
    expect((await bea.join(dialog.id)).status).toBe(403);
  });
});

describe('a socket of another tenant', () => {
  test('hears nothing, whatever it subscribes to and says', async () => {
    const tenants = await twoTenants();
    const { ada, alan, bea, dialog, own } = tenants;
    const [beaHears, alanHears] = await Promise.all([openSocket(bea.id), openSocket(alan.id)]);
    for (const type of ['subscribe', 'typing', 'unsubscribe', 'subscribe']) {
      beaHears.say({ type, dialog_id: dialog.id });
    }
    alanHears.say({ type: 'subscribe', dialog_id: dialog.id });
    await Promise.all([beaHears.settled(), alanHears.settled()]);

    const adaHears = await openSocket(ada.id);
    adaHears.say({ type: 'typing', dialog_id: dialog.id });
    const message = await said(ada, dialog.id, 'Price: 5 million');
    await ada.edit(dialog.id, message.id, 'Price: 6 million');
    await ada.remove(dialog.id, message.id);
    await ada.act(dialog.id, 'archive');
    await alanHears.heard('presence.update', (event) => event.user_id === ada.id);
    await alanHears.heard('typing', (event) => event.user_id === ada.id);
    await alanHears.heard('message.deleted', (event) => event.id === message.id);

    await said(bea, own.id, 'Anyone here?');
    await beaHears.heard('message.new', (event) => event.dialog_id === own.id);
    expect(beaHears.events.filter((event) => leaksIn(event, tenants).length > 0)).toEqual([]);
    expect(beaHears.events.filter((event) => 'dialog_id' in event && event.dialog_id === dialog.id)).toEqual(
      [],
    );
    expect(
      [...alanHears.events, ...adaHears.events].filter((event) => JSON.stringify(event).includes(bea.id)),
    ).toEqual([]);
  });

  test('is not taken for a participant by a room that has yet to ask who takes part', async () => {
    const tenants = await twoTenants();
    const { ada, alan, bea, dialog } = tenants;
    const room = env.DIALOG_ROOM.getByName(dialog.id);
    await runInDurableObject(room, (_room, state) => state.storage.deleteAll());
    await evictDurableObject(room);

    const beaHears = await openSocket(bea.id);
    beaHears.say({ type: 'subscribe', dialog_id: dialog.id });
    await beaHears.settled();
    const [adaHears, alanHears] = [await openSocket(ada.id), await openSocket(alan.id)];
    alanHears.say({ type: 'subscribe', dialog_id: dialog.id });
    beaHears.say({ type: 'typing', dialog_id: dialog.id });
    await Promise.all([beaHears.settled(), alanHears.settled()]);
    adaHears.say({ type: 'typing', dialog_id: dialog.id });
    await alanHears.heard('typing');
    await beaHears.settled();
    expect(beaHears.events.map((event) => event.type).filter((type) => type !== 'pong')).toEqual([
      'connected',
    ]);
    expect(alanHears.all('typing').map((event) => event.user_id)).toEqual([ada.id]);
    expect(
      [...adaHears.events, ...alanHears.events].filter((event) => JSON.stringify(event).includes(bea.id)),
    ).toEqual([]);
  });

  test('is not opened on the dialog itself', async () => {
    const { bea, dialog } = await twoTenants();
    await expect(openSocket(bea.id, dialog.id)).rejects.toThrow(/403.*FORBIDDEN/);
  });
});

import { describe, expect, it } from 'vitest';
import type { DialogForUser } from '../../contract/dialogs.ts';
import { host, type Scope, unique, user } from './support/api.ts';
import { idsOf } from './support/paging.ts';

type User = ReturnType<typeof user>;

/** Three dialogs of one object: Ada takes part in the first, may join the second, and knows nothing of the third. */
async function threeDialogs() {
  const scope: Scope = { tenant_uid: unique('tenant') };
  const ada = user(unique('ada'), scope);
  const object = { object_type: 'order', object_id: unique('order') };
  const mine = await host.createDialog({ ...object, title: 'Delivery', participants: [ada.id, 'bob'] });
  const joinable = await host.createDialog({
    ...object,
    title: 'Invoice',
    participants: ['bob'],
    access_scopes: [scope],
  });
  const hidden = await host.createDialog({ ...object, title: 'Internal', participants: ['bob'] });
  return { ada, object, mine: mine.id, joinable: joinable.id, hidden: hidden.id };
}

function newest(who: User, objectId: string) {
  return who.call<DialogForUser | null>('GET', `/dialogs/by-object/order/${objectId}`);
}

function list(who: User, objectId: string, query = '') {
  return who.call<DialogForUser[]>('GET', `/dialogs/by-object/order/${objectId}/list${query}`);
}

describe('the newest dialog of an object', () => {
  it('is the newest that the user may see', async () => {
    const { ada, object, joinable, hidden, mine } = await threeDialogs();
    expect(await newest(ada, object.object_id)).toMatchObject({
      status: 200,
      data: { id: joinable, can_join: true },
    });
    expect(await newest(user(ada.id), object.object_id)).toMatchObject({
      data: { id: mine, i_am_participant: true },
    });
    expect(await newest(user('bob'), object.object_id)).toMatchObject({ data: { id: hidden } });
  });

  it('is the newest made, whatever was said since', async () => {
    const { object, mine, hidden } = await threeDialogs();
    await user('bob').send(mine, 'Hello');
    expect((await newest(user('bob'), object.object_id)).data?.id).toBe(hidden);
  });

  it('is what the single call answers', async () => {
    const { ada, object, joinable } = await threeDialogs();
    expect((await newest(ada, object.object_id)).data).toEqual((await ada.dialog(joinable)).data);
  });

  it('is null where there is none, or none that the user may see', async () => {
    const { object } = await threeDialogs();
    expect(await newest(user('ada'), unique('nothing'))).toMatchObject({ status: 200, data: null });
    expect(await newest(user(unique('eve')), object.object_id)).toMatchObject({ status: 200, data: null });
    const otherType = await user('bob').call('GET', `/dialogs/by-object/invoice/${object.object_id}`);
    expect(otherType).toMatchObject({ status: 200, data: null });
  });
});

describe('all dialogs of an object', () => {
  it('are those that the user may see, newest first', async () => {
    const { ada, object, mine, joinable, hidden } = await threeDialogs();
    const reply = await list(ada, object.object_id);
    expect(reply).toMatchObject({
      status: 200,
      data: [
        { id: joinable, can_join: true },
        { id: mine, can_join: false },
      ],
    });
    expect(idsOf((await list(user('bob'), object.object_id)).data)).toEqual([hidden, joinable, mine]);
    expect((await list(user(unique('eve')), object.object_id)).data).toEqual([]);
    expect((await list(ada, unique('nothing'))).data).toEqual([]);
  });

  it('can be only those joined, or only those to join', async () => {
    const { ada, object, mine, joinable } = await threeDialogs();
    expect(idsOf((await list(ada, object.object_id, '?type=participating')).data)).toEqual([mine]);
    expect(idsOf((await list(ada, object.object_id, '?type=available')).data)).toEqual([joinable]);
  });

  it('can be only the archived, or only the active', async () => {
    const { ada, object, mine, joinable } = await threeDialogs();
    await ada.act(mine, 'archive');
    expect(idsOf((await list(ada, object.object_id, '?archived=true')).data)).toEqual([mine]);
    expect(idsOf((await list(ada, object.object_id, '?type=participating&archived=false')).data)).toEqual([]);
    expect(idsOf((await list(ada, object.object_id, '?type=available&archived=true')).data)).toEqual([
      joinable,
    ]);
    expect(idsOf((await list(ada, object.object_id)).data)).toEqual([joinable, mine]);
  });

  it('can be searched', async () => {
    const { ada, object, mine, hidden } = await threeDialogs();
    expect(idsOf((await list(ada, object.object_id, '?search=DELIV')).data)).toEqual([mine]);
    expect(idsOf((await list(ada, object.object_id, '?search=internal')).data)).toEqual([]);
    expect(idsOf((await list(user('bob'), object.object_id, '?search=internal')).data)).toEqual([hidden]);
  });

  it.each(['type=mine', 'archived=maybe', `search=${'x'.repeat(201)}`])('refuse ?%s', async (query) => {
    expect(await list(user('ada'), 'o-1', `?${query}`)).toMatchObject({
      status: 400,
      error: { code: 'BAD_REQUEST' },
    });
  });
});

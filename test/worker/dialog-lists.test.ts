import { describe, expect, it } from 'vitest';
import type { DialogForUser } from '../../contract/dialogs.ts';
import { host, type Reply, type Scope, unique, user } from './support/api.ts';
import { allPages, cursorQuery, idsOf } from './support/paging.ts';

/** Dialogs made one after the other with these participants, oldest first. */
async function createDialogs(count: number, fields: Record<string, unknown>): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) ids.push((await host.createDialog(fields)).id);
  return ids;
}

function newTenant(): { scope: Scope; access_scopes: Scope[] } {
  const scope = { tenant_uid: unique('tenant') };
  return { scope, access_scopes: [scope] };
}

/** What `ids` are called in the list, newest first. */
const newestFirst = (ids: string[]) => [...ids].reverse();

describe('the dialogs of a user', () => {
  it('are those in which they take part, and no others', async () => {
    const { scope, access_scopes } = newTenant();
    const ada = user(unique('ada'), scope);
    const [mine] = await createDialogs(1, { participants: [ada.id] });
    const [joined] = await createDialogs(1, { access_scopes });
    await createDialogs(1, { access_scopes });
    await ada.join(joined ?? '');
    const reply = await ada.dialogs();
    expect(reply).toMatchObject({ status: 200, nextCursor: null });
    expect(idsOf(reply.data)).toEqual([joined, mine]);
    expect((await ada.dialogs('?type=participating')).data).toEqual(reply.data);
    expect((await user(unique('nobody')).dialogs()).data).toEqual([]);
  });

  it('begin with the latest activity: the last message, else the creation', async () => {
    const ada = user(unique('ada'));
    const ids = await createDialogs(3, { participants: [ada.id] });
    const [first, second, third] = ids;
    expect(idsOf((await ada.dialogs()).data)).toEqual([third, second, first]);
    await ada.send(first ?? '', 'Hello');
    expect(idsOf((await ada.dialogs()).data)).toEqual([first, third, second]);
    // A system message is no activity.
    await host.call('POST', `/dialogs/${second}/participants`, { body: { user_id: 'bob' } });
    expect(idsOf((await ada.dialogs()).data)).toEqual([first, third, second]);
  });

  it('begin with the pinned ones, which keep that order among themselves', async () => {
    const ada = user(unique('ada'));
    const [first, second, third, fourth] = await createDialogs(4, { participants: [ada.id] });
    await ada.act(first ?? '', 'pin');
    await ada.act(third ?? '', 'pin');
    expect(idsOf((await ada.dialogs()).data)).toEqual([third, first, fourth, second]);
    await ada.send(first ?? '', 'Hello');
    expect(idsOf((await ada.dialogs()).data)).toEqual([first, third, fourth, second]);
    await ada.act(first ?? '', 'unpin');
    expect(idsOf((await ada.dialogs()).data)).toEqual([third, first, fourth, second]);
  });

  it('are each what the single call answers', async () => {
    const ada = user(unique('ada'));
    const [id] = await createDialogs(1, { title: 'Order', meta: { a: 1 }, participants: [ada.id, 'bob'] });
    await ada.send(id ?? '', 'Hello');
    await ada.act(id ?? '', 'pin');
    expect((await ada.dialogs()).data).toEqual([(await ada.dialog(id ?? '')).data]);
  });

  it('can be the archived ones, the active ones, or both', async () => {
    const ada = user(unique('ada'));
    const [first, second, third] = await createDialogs(3, { participants: [ada.id] });
    await ada.act(second ?? '', 'archive');
    expect(idsOf((await ada.dialogs('?archived=true')).data)).toEqual([second]);
    expect(idsOf((await ada.dialogs('?archived=false')).data)).toEqual([third, first]);
    expect(idsOf((await ada.dialogs()).data)).toEqual([third, second, first]);
  });
});

describe('the dialogs that a user may join', () => {
  it('are those that match and are not joined, latest activity first', async () => {
    const { scope, access_scopes } = newTenant();
    const [ada, bob] = [user(unique('ada'), scope), user(unique('bob'))];
    const ids = await createDialogs(3, { access_scopes, participants: [bob.id] });
    const [first, second, third] = ids;
    await bob.send(first ?? '', 'Hello');
    expect(idsOf((await ada.dialogs('?type=available')).data)).toEqual([first, third, second]);
    await ada.join(third ?? '');
    expect(idsOf((await ada.dialogs('?type=available')).data)).toEqual([first, second]);
    await ada.leave(third ?? '');
    expect(idsOf((await ada.dialogs('?type=available')).data)).toEqual([first, third, second]);
    expect((await user(ada.id).dialogs('?type=available')).data).toEqual([]);
  });

  it('come once each, however many of their scopes match', async () => {
    const { scope, access_scopes } = newTenant();
    const [id] = await createDialogs(1, { access_scopes: [...access_scopes, ...access_scopes] });
    expect(idsOf((await user(unique('ada'), scope).dialogs('?type=available')).data)).toEqual([id]);
  });

  it.each(['true', 'false'])('know no archive: archived=%s does not apply', async (archived) => {
    const { scope, access_scopes } = newTenant();
    const [id] = await createDialogs(1, { access_scopes });
    const reply = await user(unique('ada'), scope).dialogs(`?type=available&archived=${archived}`);
    expect(idsOf(reply.data)).toEqual([id]);
  });
});

const lists = [
  ['participating', (adaId: string, _tenant: Scope[]) => ({ participants: [adaId, 'bob'] })],
  ['available', (_adaId: string, tenant: Scope[]) => ({ participants: ['bob'], access_scopes: tenant })],
] as const;

describe.each(lists)('paging through 25 %s dialogs by 10', (type, fields) => {
  async function setUp() {
    const { scope, access_scopes } = newTenant();
    const ada = user(unique('ada'), scope);
    const ids = await createDialogs(25, fields(ada.id, access_scopes));
    const page = (cursor?: string | null): Promise<Reply<DialogForUser[]>> =>
      ada.dialogs(`?type=${type}&limit=10${cursorQuery(cursor)}`);
    return { ada, ids, page };
  }

  it('gives each once, in order, and ends', async () => {
    const { ada, ids } = await setUp();
    const pages = await allPages((cursor) => ada.dialogs(`?type=${type}&limit=10${cursor}`));
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(idsOf(pages.flat())).toEqual(newestFirst(ids));
    const whole = await ada.dialogs(`?type=${type}&limit=25`);
    expect(whole).toMatchObject({ nextCursor: null });
    expect(idsOf(whole.data)).toEqual(newestFirst(ids));
    expect((await ada.dialogs(`?type=${type}`)).data).toHaveLength(25);
  });

  it('is not disturbed by messages that arrive and dialogs that begin meanwhile', async () => {
    const { ada, ids, page } = await setUp();
    const bob = user('bob');
    const first = await page();
    // One that was seen moves to the top, one that was not leaves the pages to come, and one is new.
    await bob.send(ids[20] ?? '', 'Seen');
    await bob.send(ids[3] ?? '', 'Not seen');
    await createDialogs(1, { participants: [ada.id] });
    const second = await page(first.nextCursor);
    await bob.send(ids[14] ?? '', 'Seen by now');
    const third = await page(second.nextCursor);
    const seen = idsOf([...first.data, ...second.data, ...third.data]);
    expect(seen).toEqual(newestFirst(ids).filter((id) => id !== ids[3]));
    expect(third.nextCursor).toBeNull();
  });
});

describe('paging', () => {
  it('goes over from the pinned dialogs to the others where a page ends, or within one', async () => {
    const ada = user(unique('ada'));
    const ids = await createDialogs(7, { participants: [ada.id] });
    const pinned = [ids[0], ids[2], ids[5]];
    for (const id of pinned) await ada.act(id ?? '', 'pin');
    const expected = [...pinned].reverse().concat(newestFirst(ids).filter((id) => !pinned.includes(id)));
    for (const limit of [1, 2, 3, 4]) {
      const pages = await allPages((cursor) => ada.dialogs(`?limit=${limit}${cursor}`));
      expect(idsOf(pages.flat())).toEqual(expected);
    }
  });

  it('keeps to the filter', async () => {
    const ada = user(unique('ada'));
    const ids = await createDialogs(6, { participants: [ada.id] });
    for (const id of ids.slice(0, 3)) await ada.act(id, 'archive');
    const pages = await allPages((cursor) => ada.dialogs(`?archived=true&limit=2${cursor}`));
    expect(pages.map((page) => page.length)).toEqual([2, 1]);
    expect(idsOf(pages.flat())).toEqual(newestFirst(ids.slice(0, 3)));
  });

  it('gives 50 to who does not say', async () => {
    const ada = user(unique('ada'));
    await createDialogs(51, { participants: [ada.id] });
    const reply = await ada.dialogs();
    expect(reply.data).toHaveLength(50);
    expect(reply.nextCursor).toEqual(expect.any(String));
    expect((await ada.dialogs('?limit=100')).data).toHaveLength(51);
  });
});

/** A cursor as the server writes them, of any content. */
const forged = (key: unknown) => btoa(JSON.stringify(key)).replace(/=+$/, '');
const someId = '01900000-0000-7000-8000-000000000000';

describe('a query that is not understood is 400', () => {
  it.each([
    'type=mine',
    'type=',
    'archived=yes',
    'archived=1',
    'archived=',
    'limit=0',
    'limit=101',
    'limit=1000',
    'limit=-5',
    'limit=1.5',
    'limit=1e1',
    'limit=ten',
    'limit=',
    'cursor=',
    'cursor=nonsense',
    'cursor=%F0%9F%99%82',
    `cursor=${forged({ id: someId })}`,
    `cursor=${forged([false, '2026-01-01T00:00:00.000Z'])}`,
    `cursor=${forged([false, 'yesterday', someId])}`,
    `cursor=${forged([false, '0000-01-01T00:00:00.000Z', someId])}`,
    `cursor=${forged([false, '2026-01-01T00:00:00.000Z', "' or true"])}`,
    `type=available&cursor=${forged(['0000-01-01T00:00:00.000Z', someId])}`,
  ])('?%s', async (query) => {
    expect(await user('ada').dialogs(`?${query}`)).toMatchObject({
      status: 400,
      error: { code: 'BAD_REQUEST' },
    });
  });

  it('as is a cursor of another list', async () => {
    const { scope, access_scopes } = newTenant();
    const ada = user(unique('ada'), scope);
    await createDialogs(2, { participants: [ada.id] });
    await createDialogs(2, { access_scopes });
    const mine = await ada.dialogs('?limit=1');
    const available = await ada.dialogs('?type=available&limit=1');
    expect((await ada.dialogs(`?type=available${cursorQuery(mine.nextCursor)}`)).status).toBe(400);
    expect((await ada.dialogs(`?limit=1${cursorQuery(available.nextCursor)}`)).status).toBe(400);
    expect((await host.call('GET', `/dialogs?limit=1${cursorQuery(mine.nextCursor)}`)).status).toBe(400);
  });
});

import { describe, expect, it } from 'vitest';
import type { Dialog, DialogForUser } from '../../contract/dialogs.ts';
import { host, unique, user } from './support/api.ts';
import { idsOf } from './support/paging.ts';

/** What hosts call their users and objects: every one of these is an ordinary id. */
const awkward = [
  'with/a/slash',
  '/',
  'trailing/',
  'with a space',
  ' surrounded ',
  '50%',
  '100%25',
  'already%2Fencoded',
  '%',
  '%zz',
  'a+b',
  'a?b=c&d',
  'a#b',
  'a:b@c',
  ':id',
  '*',
  'a\\b',
  "o'neill",
  '"quoted"',
  'list',
  'null',
  '...',
  'ada@example.com',
  '用户-甲',
  '🙂👩‍👩‍👧',
  'é',
  'e\u0301',
  '<b>',
  '{"id":1}',
];

describe('a user id', () => {
  it.each(awkward)('%j can do all that others can', async (name) => {
    const person = user(`${name}${unique('')}`);
    const path = encodeURIComponent(person.id);
    const dialog = await host.createDialog({ participants: [person.id] });
    expect(dialog.participants).toMatchObject([{ user_id: person.id, display_name: person.id }]);
    expect(await person.send(dialog.id, 'Hello')).toMatchObject({
      status: 201,
      data: { sender_id: person.id },
    });
    expect(idsOf((await person.dialogs()).data)).toEqual([dialog.id]);
    expect((await person.participants(dialog.id)).data).toMatchObject([{ user_id: person.id }]);
    expect((await host.call('DELETE', `/dialogs/${dialog.id}/participants/${path}`)).status).toBe(204);
    expect((await person.dialogs()).data).toEqual([]);
  });

  it('is never another that only looks like it', async () => {
    const tail = unique('');
    const names = ['a/b', 'a%2Fb', 'a b', 'a+b', 'a%20b', 'é', 'e\u0301', 'A/B'].map(
      (name) => `${name}${tail}`,
    );
    const dialog = await host.createDialog({ participants: names });
    for (const name of names) {
      const path = `/dialogs/${dialog.id}/participants/${encodeURIComponent(name)}`;
      expect((await host.call('DELETE', path)).status).toBe(204);
      expect((await host.call('DELETE', path)).status).toBe(404);
    }
  });
});

describe('an object', () => {
  it.each(awkward)('%j is found by its type and id', async (name) => {
    const ada = user(unique('ada'));
    const object = { object_type: name, object_id: `${name}${unique('')}` };
    const dialog = await host.createDialog({ ...object, participants: [ada.id] });
    const [type, id] = [encodeURIComponent(object.object_type), encodeURIComponent(object.object_id)];

    const byHost = await host.call<Dialog[]>('GET', `/dialogs?object_type=${type}&object_id=${id}`);
    expect(byHost.data).toMatchObject([{ id: dialog.id, ...object }]);
    const newest = await ada.call<DialogForUser>('GET', `/dialogs/by-object/${type}/${id}`);
    expect(newest).toMatchObject({ status: 200, data: { id: dialog.id, ...object } });
    const all = await ada.call<DialogForUser[]>('GET', `/dialogs/by-object/${type}/${id}/list`);
    expect(idsOf(all.data)).toEqual([dialog.id]);
  });

  it('whose id is "list" is not taken for the list', async () => {
    const ada = user(unique('ada'));
    const type = unique('type');
    const dialog = await host.createDialog({ object_type: type, object_id: 'list', participants: [ada.id] });
    expect(await ada.call('GET', `/dialogs/by-object/${type}/list`)).toMatchObject({
      data: { id: dialog.id },
    });
    expect(await ada.call('GET', `/dialogs/by-object/${type}/list/list`)).toMatchObject({
      data: [{ id: dialog.id }],
    });
  });
});

describe('a path that no id can have is refused, never an error of ours', () => {
  const participants = '/dialogs/01900000-0000-7000-8000-000000000000/participants';
  it.each([
    ['a control character', `${participants}/a%0Ab`, 400],
    ['NUL', `${participants}/%00`, 400],
    ['256 characters', `${participants}/${'x'.repeat(256)}`, 400],
    ['no id', `${participants}/`, 404],
    ['one segment too many', `${participants}/a/b`, 404],
  ])('%s', async (_what, path, status) => {
    expect((await host.call('DELETE', path)).status).toBe(status);
  });

  it.each(['%ff', '%c3%28', '%', '%e4%bd'])('%s, which is not UTF-8, names nobody', async (path) => {
    expect((await host.call('DELETE', `${participants}/${path}`)).status).toBeOneOf([400, 404]);
    expect((await user('ada').call('GET', `/dialogs/by-object/order/${path}`)).status).toBeOneOf([200, 400]);
  });

  it.each(['a%0Ab', '%00', 'x'.repeat(256)])('by-object %s', async (id) => {
    const ada = user('ada');
    expect((await ada.call('GET', `/dialogs/by-object/order/${id}`)).status).toBe(400);
    expect((await ada.call('GET', `/dialogs/by-object/${id}/1`)).status).toBe(400);
    expect((await ada.call('GET', `/dialogs/by-object/order/${id}/list`)).status).toBe(400);
  });
});

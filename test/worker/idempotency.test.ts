import { describe, expect, it } from 'vitest';
import type { Dialog, DialogForHost } from '../../contract/dialogs.ts';
import { host, unique, user } from './support/api.ts';

function create(key: string, body: Record<string, unknown>) {
  return host.call<DialogForHost>('POST', '/dialogs', { body, headers: { 'Idempotency-Key': key } });
}

/** The dialogs of an object that there are, whatever the answers said. */
async function dialogsOf(objectId: string): Promise<Dialog[]> {
  return (await host.call<Dialog[]>('GET', `/dialogs?object_id=${objectId}`)).data;
}

function order(fields: Record<string, unknown> = {}) {
  return { object_type: 'order', object_id: unique('order'), ...fields };
}

describe('an Idempotency-Key', () => {
  it('makes a retry return the first answer and no second dialog', async () => {
    const key = unique('key');
    const body = order({
      title: 'Order',
      meta: { b: 1, a: [2] },
      participants: ['ada'],
      access_scopes: [{ tenant_uid: 't' }],
    });
    const first = await create(key, body);
    const retry = await create(key, body);
    expect([first.status, retry.status]).toEqual([201, 201]);
    expect(first.headers.get('Idempotency-Replayed')).toBeNull();
    expect(retry.headers.get('Idempotency-Replayed')).toBe('true');
    expect(retry.data).toEqual(first.data);
    expect(await dialogsOf(body.object_id)).toHaveLength(1);
  });

  it('sees the same body however it is written', async () => {
    const key = unique('key');
    const objectId = unique('order');
    const first = await create(key, { object_type: 'order', object_id: objectId, title: 'Order' });
    const retry = await create(key, {
      title: 'Order',
      meta: null,
      object_id: objectId,
      object_type: 'order',
      other: 1,
    });
    expect(retry).toMatchObject({ status: 201, data: { id: first.data.id } });
  });

  it('is 409 with another body, and the first dialog stays as it is', async () => {
    const key = unique('key');
    const body = order({ title: 'First' });
    await create(key, body);
    const reply = await create(key, { ...body, title: 'Second' });
    expect(reply).toMatchObject({ status: 409, error: { code: 'CONFLICT' } });
    expect(reply.headers.get('Retry-After')).toBeNull();
    expect(await dialogsOf(body.object_id)).toMatchObject([{ title: 'First' }]);
  });

  it('makes one dialog of ten requests at once, each answered with it or told to wait', async () => {
    const key = unique('key');
    const ada = user(unique('ada'));
    const body = order({ participants: [ada.id] });
    const replies = await Promise.all(Array.from({ length: 10 }, () => create(key, body)));
    const [dialog, ...others] = await dialogsOf(body.object_id);
    expect(others).toEqual([]);
    for (const reply of replies) {
      if (reply.status === 201) expect(reply.data.id).toBe(dialog?.id);
      else {
        expect(reply).toMatchObject({ status: 409, error: { code: 'CONFLICT' } });
        expect(reply.headers.get('Retry-After')).toBe('1');
      }
    }
    expect(replies.filter((reply) => reply.status === 201).length).toBeGreaterThan(0);
    expect(
      replies.filter((reply) => reply.status === 201 && !reply.headers.has('Idempotency-Replayed')),
    ).toHaveLength(1);
    expect((await ada.dialogs()).data).toHaveLength(1);
    expect(await create(key, body)).toMatchObject({ status: 201, data: { id: dialog?.id } });
  });

  it('is not used up by a request that was refused', async () => {
    const key = unique('key');
    expect((await create(key, { object_type: 'order' })).status).toBe(400);
    expect((await create(key, order())).status).toBe(201);
  });

  it('remembers the first answer although the dialog has changed since, or is gone', async () => {
    const key = unique('key');
    const body = order({ participants: ['ada'] });
    const first = await create(key, body);
    await host.call('POST', `/dialogs/${first.data.id}/participants`, { body: { user_id: 'bob' } });
    expect((await create(key, body)).data).toEqual(first.data);
    await host.call('DELETE', `/dialogs/${first.data.id}`);
    expect((await create(key, body)).data).toEqual(first.data);
    expect(await dialogsOf(body.object_id)).toEqual([]);
  });

  it('leaves a dialog that people can talk in', async () => {
    const key = unique('key');
    const ada = user(unique('ada'));
    const body = order({ participants: [ada.id] });
    const { id } = (await create(key, body)).data;
    await create(key, body);
    expect((await ada.send(id, 'Hello')).status).toBe(201);
    expect((await ada.messages(id)).data.messages).toHaveLength(2);
  });

  it('is its own, not one of another key: two keys make two dialogs of one body', async () => {
    const body = order();
    const [first, second] = [await create(unique('key'), body), await create(unique('key'), body)];
    expect(first.data.id).not.toBe(second.data.id);
  });

  it.each([
    ['of one character', (suffix: string) => suffix.slice(0, 1)],
    ['of 255', (suffix: string) => suffix.padEnd(255, 'x')],
    ['with every printable character', (suffix: string) => `${suffix} !"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`],
  ])('%s is accepted', async (_what, keyOf) => {
    const reply = await create(keyOf(crypto.randomUUID()), order());
    // Of one character there are few: another run may have used it for another body.
    expect(reply.status).toBeOneOf([201, 409]);
  });

  it.each([
    ['empty', ''],
    ['of 256 characters', 'x'.repeat(256)],
    ['with a character that does not print', 'key\tkey'],
    ['with one beyond ASCII', 'clé'],
  ])('%s is 400 and makes nothing', async (_what, key) => {
    const body = order();
    expect(await create(key, body)).toMatchObject({ status: 400, error: { code: 'BAD_REQUEST' } });
    expect(await dialogsOf(body.object_id)).toEqual([]);
  });
});

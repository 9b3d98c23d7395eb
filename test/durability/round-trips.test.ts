import { evictAllDurableObjects } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { host, unique, user } from '../worker/support/api.ts';
import { countingRequests } from '../worker/support/gateway.ts';
import { openSocket } from '../worker/support/socket.ts';

const scope = { tenant_uid: unique('tenant') };

async function conversation() {
  const [anna, boris] = [user(unique('anna'), scope), user(unique('boris'), scope)];
  const dialog = await host.createDialog({ participants: [anna.id, boris.id], access_scopes: [scope] });
  const { data: message } = await anna.send(dialog.id, 'Hello');
  return { anna, boris, newcomer: user(unique('newcomer'), scope), dialog, message };
}
type Conversation = Awaited<ReturnType<typeof conversation>>;

const calls: Record<string, (given: Conversation) => Promise<unknown>> = {
  'POST /management/dialogs': () => host.createDialog({ participants: [unique('someone')] }),
  'GET /management/dialogs': () => host.call('GET', '/dialogs'),
  'GET /management/dialogs/{id}': ({ dialog }) => host.call('GET', `/dialogs/${dialog.id}`),
  'DELETE /management/dialogs/{id}': ({ dialog }) => host.call('DELETE', `/dialogs/${dialog.id}`),
  'POST /management/dialogs/{id}/participants': ({ dialog }) =>
    host.call('POST', `/dialogs/${dialog.id}/participants`, { body: { user_id: unique('added') } }),
  'DELETE /management/dialogs/{id}/participants/{user_id}': ({ dialog, boris }) =>
    host.call('DELETE', `/dialogs/${dialog.id}/participants/${boris.id}`),
  'PUT /management/dialogs/{id}/access-scopes': ({ dialog }) =>
    host.call('PUT', `/dialogs/${dialog.id}/access-scopes`, { body: { access_scopes: [] } }),
  'GET /dialogs': ({ anna }) => anna.dialogs(),
  'GET /dialogs?type=available': ({ newcomer }) => newcomer.dialogs('?type=available'),
  'GET /dialogs/{id}': ({ anna, dialog }) => anna.dialog(dialog.id),
  'GET /dialogs/by-object/…': ({ anna, dialog }) =>
    anna.call('GET', `/dialogs/by-object/order/${dialog.object_id}`),
  'GET /dialogs/by-object/…/list': ({ anna, dialog }) =>
    anna.call('GET', `/dialogs/by-object/order/${dialog.object_id}/list`),
  'POST /dialogs/{id}/join': ({ newcomer, dialog }) => newcomer.join(dialog.id),
  'POST /dialogs/{id}/leave': ({ boris, dialog }) => boris.leave(dialog.id),
  'POST /dialogs/{id}/archive': ({ anna, dialog }) => anna.act(dialog.id, 'archive'),
  'POST /dialogs/{id}/pin': ({ anna, dialog }) => anna.act(dialog.id, 'pin'),
  'POST /dialogs/{id}/notifications': ({ anna, dialog }) =>
    anna.act(dialog.id, 'notifications', { enabled: false }),
  'POST /dialogs/{id}/read': ({ boris, dialog, message }) => boris.read(dialog.id, message.id),
  'GET /dialogs/{id}/participants': ({ anna, dialog }) => anna.participants(dialog.id),
  'GET /dialogs/{id}/messages': ({ anna, dialog }) => anna.messages(dialog.id),
  'GET /dialogs/{id}/messages?around=': ({ anna, dialog, message }) =>
    anna.messages(dialog.id, `?around=${message.id}`),
  'POST /dialogs/{id}/messages': ({ anna, dialog }) => anna.send(dialog.id, 'Hello again'),
  'GET /dialogs/{id}/messages/{message_id}': ({ anna, dialog, message }) =>
    anna.call('GET', `/dialogs/${dialog.id}/messages/${message.id}`),
  'PUT /dialogs/{id}/messages/{message_id}': ({ anna, dialog, message }) =>
    anna.edit(dialog.id, message.id, 'Edited'),
  'DELETE /dialogs/{id}/messages/{message_id}': ({ anna, dialog, message }) =>
    anna.remove(dialog.id, message.id),
  'GET /ws': ({ anna }) => openSocket(anna.id),
  'GET /ws?dialog_id=': ({ anna, dialog }) => openSocket(anna.id, dialog.id),
};

describe.each(Object.entries(calls))('%s makes one request to Postgres', (_, makeCall) => {
  it.each(['warm', 'cold'])('%s', async (temperature) => {
    const given = await conversation();
    if (temperature === 'cold') await evictAllDurableObjects();
    expect(await countingRequests(() => makeCall(given))).toBe(1);
  });
});

it('presence, typing, pings and subscriptions make none', async () => {
  const { anna, boris, dialog } = await conversation();
  const [annas, boriss] = [await openSocket(anna.id), await openSocket(boris.id)];
  const requests = await countingRequests(async () => {
    annas.say({ type: 'subscribe', dialog_id: dialog.id });
    annas.sayText('{"type":"ping"}');
    await annas.settled();
    boriss.say({ type: 'typing', dialog_id: dialog.id });
    await annas.heard('typing');
    await openSocket(anna.id);
  });
  expect(requests).toBe(0);
});

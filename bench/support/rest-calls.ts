import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Api, hostApi, userApi } from './api.ts';
import { adminToken, type Edge } from './edge.ts';

/** A dialog in which something was said, and those who make calls on it. */
interface Conversation {
  host: Api;
  anna: Api;
  boris: Api;
  /** May join. */
  carl: Api;
  dialogId: string;
  objectId: string;
  messageId: string;
  /** How many take part. */
  people: string[];
}

const created = z.object({ data: z.object({ id: z.string() }) });
const createdId = (answer: unknown) => created.parse(answer).data.id;
const hello = { content: '<p>Hello</p>' };

/** A new dialog of so many people, by the API; Boris has said something. */
export async function startConversation(edge: Edge, size: number): Promise<Conversation> {
  const name = randomUUID();
  const host = hostApi(edge.url, adminToken);
  const people = Array.from({ length: size }, (_, index) => `${name}-${index}`);
  const [anna = '', boris = ''] = people;
  const scope = { tenant_uid: name };
  const body = { object_type: 'bench', object_id: name, participants: people, access_scopes: [scope] };
  const dialogId = createdId(await host.call('POST', '/dialogs', body));
  const conversation = {
    host,
    anna: userApi(edge.url, anna),
    boris: userApi(edge.url, boris),
    carl: userApi(edge.url, `${name}-carl`, scope),
    dialogId,
    objectId: name,
    people,
  };
  const answer = await conversation.boris.call('POST', `/dialogs/${dialogId}/messages`, hello);
  return { ...conversation, messageId: createdId(answer) };
}

/** Every call of the Chat and Management API that asks Postgres and needs no file storage. */
export const restCalls: Record<string, (given: Conversation) => Promise<unknown>> = {
  'POST /management/dialogs': ({ host, people }) =>
    host.call('POST', '/dialogs', { object_type: 'bench', object_id: 'new', participants: people }),
  'GET /management/dialogs': ({ host }) => host.call('GET', '/dialogs'),
  'GET /management/dialogs/{id}': ({ host, dialogId }) => host.call('GET', `/dialogs/${dialogId}`),
  'DELETE /management/dialogs/{id}': ({ host, dialogId }) => host.call('DELETE', `/dialogs/${dialogId}`),
  'POST /management/dialogs/{id}/participants': ({ host, dialogId }) =>
    host.call('POST', `/dialogs/${dialogId}/participants`, { user_id: 'dora' }),
  'DELETE /management/dialogs/{id}/participants/{user_id}': ({ host, dialogId, people }) =>
    host.call('DELETE', `/dialogs/${dialogId}/participants/${people[1]}`),
  'PUT /management/dialogs/{id}/access-scopes': ({ host, dialogId }) =>
    host.call('PUT', `/dialogs/${dialogId}/access-scopes`, { access_scopes: [{ tenant_uid: 'new' }] }),
  'GET /dialogs': ({ anna }) => anna.call('GET', '/dialogs'),
  'GET /dialogs?search=': ({ anna }) => anna.call('GET', '/dialogs?search=bench'),
  'GET /dialogs?type=available': ({ carl }) => carl.call('GET', '/dialogs?type=available'),
  'GET /dialogs/{id}': ({ anna, dialogId }) => anna.call('GET', `/dialogs/${dialogId}`),
  'GET /dialogs/by-object/…': ({ anna, objectId }) =>
    anna.call('GET', `/dialogs/by-object/bench/${objectId}`),
  'GET /dialogs/by-object/…/list': ({ anna, objectId }) =>
    anna.call('GET', `/dialogs/by-object/bench/${objectId}/list`),
  'POST /dialogs/{id}/join': ({ carl, dialogId }) =>
    carl.call('POST', `/dialogs/${dialogId}/join`, { display_name: 'Carl', company: 'Bench' }),
  'POST /dialogs/{id}/leave': ({ boris, dialogId }) => boris.call('POST', `/dialogs/${dialogId}/leave`),
  'POST /dialogs/{id}/archive': ({ anna, dialogId }) => anna.call('POST', `/dialogs/${dialogId}/archive`),
  'POST /dialogs/{id}/pin': ({ anna, dialogId }) => anna.call('POST', `/dialogs/${dialogId}/pin`),
  'POST /dialogs/{id}/notifications': ({ anna, dialogId }) =>
    anna.call('POST', `/dialogs/${dialogId}/notifications`, { enabled: false }),
  'POST /dialogs/{id}/read': ({ anna, dialogId, messageId }) =>
    anna.call('POST', `/dialogs/${dialogId}/read`, { last_read_message_id: messageId }),
  'GET /dialogs/{id}/participants': ({ anna, dialogId }) =>
    anna.call('GET', `/dialogs/${dialogId}/participants`),
  'GET /dialogs/{id}/messages': ({ anna, dialogId }) => anna.call('GET', `/dialogs/${dialogId}/messages`),
  'POST /dialogs/{id}/messages': ({ anna, dialogId }) =>
    anna.call('POST', `/dialogs/${dialogId}/messages`, hello),
  'GET /dialogs/{id}/messages/{message_id}': ({ anna, dialogId, messageId }) =>
    anna.call('GET', `/dialogs/${dialogId}/messages/${messageId}`),
  'PUT /dialogs/{id}/messages/{message_id}': ({ boris, dialogId, messageId }) =>
    boris.call('PUT', `/dialogs/${dialogId}/messages/${messageId}`, { content: '<p>Edited</p>' }),
  'DELETE /dialogs/{id}/messages/{message_id}': ({ boris, dialogId, messageId }) =>
    boris.call('DELETE', `/dialogs/${dialogId}/messages/${messageId}`),
};

import { randomUUID } from 'node:crypto';
import { clientOf, createDialog, dialogsOfOrder, type MtchatAccess } from '../mtchat.ts';
import type { ManagementClient } from '../mtchat-server.ts';
import { participantOf } from '../people.ts';
import { orderUrl } from '../server.ts';
import type { ChatApiOptions } from './chat-api.ts';
import { type ChatApi, createChatApi } from './chat-api.ts';
import { type Conversation, type SeedScope, timesOf } from './conversation.ts';
import { conversations } from './conversations/index.ts';
import { datingBack, isDatedBack, type RunStatements } from './date-back.ts';
import { playConversation } from './play.ts';

export interface SeedOptions {
  mtchat: MtchatAccess;
  authentication: ChatApiOptions['authentication'];
  /** Where the links in the dialogs lead. */
  pagesOrigin: string;
  /** The database behind MTChat. Only a demo has it at hand. */
  runStatements: RunStatements;
  signal: AbortSignal;
}

/**
 * Makes the conversations that the demo begins with, as a host and its people would: by the Management and the Chat API.
 * Those that are there already stay as they are; one that was cut short is made anew. Gives their number.
 */
export async function seedConversations(options: SeedOptions): Promise<number> {
  const { mtchat, authentication, signal } = options;
  const api = createChatApi({ url: mtchat.url, authentication, signal });
  const client = clientOf(mtchat);
  for (const conversation of conversations) await seedConversation({ ...options, client, api }, conversation);
  return conversations.length;
}

interface Seeding extends SeedOptions {
  client: ManagementClient;
  api: ChatApi;
}

async function seedConversation(seeding: Seeding, conversation: Conversation) {
  const { client, api, runStatements, signal } = seeding;
  const ofOrder = await dialogsOfOrder(client, conversation.order, signal);
  const found = ofOrder.find((dialog) => dialog.meta?.seed === conversation.key);
  // Dating back is the last step: without it, the dialog was not finished.
  if (found !== undefined && isDatedBack(found)) return;
  if (found !== undefined) await client.deleteDialog(found.id, { signal });
  const dialogId = await open(seeding, conversation);
  await playConversation(api, dialogId, conversation);
  await runStatements(datingBack(dialogId, timesOf(conversation, new Date())));
}

async function open({ client, pagesOrigin, signal }: Seeding, conversation: Conversation): Promise<string> {
  const { key, order, title, createdBy, participants, scopes = [] } = conversation;
  const request = {
    objectId: order,
    objectUrl: orderUrl(pagesOrigin, order),
    title,
    createdBy,
    participants: participants.map(participantOf),
    scopes: scopes.map(toAccessScope),
    meta: { seed: key },
  };
  // A new key for each attempt: the first answer to an old one would be a dialog that was deleted since.
  const { id } = await createDialog(client, request, {
    idempotencyKey: `seed-${key}-${randomUUID()}`,
    signal,
  });
  return id;
}

function toAccessScope({ tenants, departments = [], roles = [] }: SeedScope) {
  return { scope_level0: tenants, scope_level1: departments, scope_level2: roles };
}

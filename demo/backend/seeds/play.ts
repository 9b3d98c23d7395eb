import type { PersonId } from '../people.ts';
import { personOf } from '../people.ts';
import type { ChatApi } from './chat-api.ts';
import type { Conversation, Said, SeedStep } from './conversation.ts';
import { seedMark } from './seed-mark.ts';

/** Has people say everything in a dialog that was just created, then read, pin, mute and archive it. */
export async function playConversation(api: ChatApi, dialogId: string, conversation: Conversation) {
  const sent: { id: string; said: Said }[] = [];
  const present = new Set(conversation.participants);
  for (const [index, step] of conversation.steps.entries()) {
    if (!('by' in step)) {
      await comeOrGo(api, dialogId, step, present);
      continue;
    }
    const mark = seedMark(conversation.key, index);
    const body = { ...(await bodyOf(api, dialogId, step, sent)), client_message_id: mark };
    sent.push({ id: await api.send(step.by, dialogId, body), said: step });
  }
  await changeMinds(api, dialogId, sent);
  await leaveAsItIs(api, dialogId, conversation, { present, messageIds: sent.map(({ id }) => id) });
}

async function comeOrGo(
  api: ChatApi,
  dialogId: string,
  step: Exclude<SeedStep, Said>,
  present: Set<PersonId>,
) {
  if ('leave' in step) {
    await api.call(step.leave, 'POST', `/dialogs/${dialogId}/leave`);
    present.delete(step.leave);
    return;
  }
  const { displayName, company, email, phone } = personOf(step.join);
  const profile = { display_name: displayName, company, email, phone };
  await api.call(step.join, 'POST', `/dialogs/${dialogId}/join`, profile);
  present.add(step.join);
}

async function bodyOf(api: ChatApi, dialogId: string, said: Said, sent: { id: string; said: Said }[]) {
  const attachments = [];
  for (const file of said.files ?? []) attachments.push(await api.upload(said.by, dialogId, file));
  const quoted = sent.find((earlier) => earlier.said.as !== undefined && earlier.said.as === said.replyTo);
  return { content: asHtml(said.text), attachments, reply_to: quoted?.id ?? null };
}

function asHtml(text: string): string {
  return text === '' || /^<(p|ul|ol|blockquote|pre)\b/.test(text) ? text : `<p>${text}</p>`;
}

/** Edits and deletions. Made at the end, so that who replied could still quote. */
async function changeMinds(api: ChatApi, dialogId: string, sent: { id: string; said: Said }[]) {
  for (const { id, said } of sent) {
    const path = `/dialogs/${dialogId}/messages/${id}`;
    if (said.editedTo !== undefined) await api.call(said.by, 'PUT', path, { content: asHtml(said.editedTo) });
    if (said.isTakenBack === true) await api.call(said.by, 'DELETE', path);
  }
}

async function leaveAsItIs(
  api: ChatApi,
  dialogId: string,
  conversation: Conversation,
  { present, messageIds }: { present: Set<PersonId>; messageIds: string[] },
) {
  const { unread = {}, pinnedBy = [], mutedBy = [], archivedBy = [] } = conversation;
  const path = `/dialogs/${dialogId}`;
  for (const person of present) {
    const lastRead = messageIds.at(-1 - (unread[person] ?? 0));
    if (lastRead !== undefined)
      await api.call(person, 'POST', `${path}/read`, { last_read_message_id: lastRead });
  }
  for (const person of pinnedBy) await api.call(person, 'POST', `${path}/pin`);
  for (const person of mutedBy) await api.call(person, 'POST', `${path}/notifications`, { enabled: false });
  for (const person of archivedBy) await api.call(person, 'POST', `${path}/archive`);
}

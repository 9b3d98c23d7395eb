import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { type Answer, type Api, as, type Request } from '../api.ts';
import type { Call, Deed, History } from '../history.ts';
import { wireDialog, wireMessage } from '../wire.ts';
import { type PlannedDialog, scope } from './scenario.ts';

/** What people and the host do, each call written down with what its caller knows of it. */
export type Deeds = ReturnType<typeof createDeeds>;

const tryAgainAfterMs = 70;
const scopeHeader = Buffer.from(JSON.stringify(scope)).toString('base64');

function callOf({ startedAt, endedAt, knowledge }: Answer): Call {
  return { startedAt, endedAt, knowledge };
}

/** Calls again while nobody knows what became of it, at most so often. Gives the last answer. */
export async function insist(tries: number, call: () => Promise<Answer>): Promise<Answer> {
  for (let left = tries; ; left -= 1) {
    const answer = await call();
    if (answer.knowledge !== 'unknown' || left <= 1) return answer;
    await pause(tryAgainAfterMs);
  }
}

export function createDeeds(api: Api, { deeds }: History) {
  async function recorded(request: Request, deedOf: (call: Call) => Deed): Promise<Answer> {
    const answer = await api(request);
    deeds.push(deedOf(callOf(answer)));
    return answer;
  }

  return {
    async create({ objectId, people, isOpen }: PlannedDialog): Promise<Answer & { dialogId?: string }> {
      const answer = await api({
        method: 'POST',
        path: '/management/dialogs',
        headers: { 'Idempotency-Key': `create-${objectId}` },
        body: {
          object_type: 'fault',
          object_id: objectId,
          title: objectId,
          participants: people,
          access_scopes: isOpen ? [{ tenant_uid: scope.tenant_uid }] : [],
        },
      });
      const known = answer.data === undefined ? {} : { dialogId: wireDialog.parse(answer.data).id };
      deeds.push({ kind: 'create', objectId, people, ...known, ...callOf(answer) });
      return { ...answer, ...known };
    },

    async send(dialogId: string, userId: string, clientMessageId: string): Promise<Answer> {
      const content = `<p>${clientMessageId}</p>`;
      const answer = await api({
        method: 'POST',
        path: as(userId, `/dialogs/${dialogId}/messages`),
        body: { content, client_message_id: clientMessageId },
      });
      const known = answer.data === undefined ? {} : { messageId: wireMessage.parse(answer.data).id };
      deeds.push({ kind: 'send', dialogId, userId, clientMessageId, content, ...known, ...callOf(answer) });
      return answer;
    },

    edit: (dialogId: string, userId: string, messageId: string, content: string) =>
      recorded(
        {
          method: 'PUT',
          path: as(userId, `/dialogs/${dialogId}/messages/${messageId}`),
          body: { content },
        },
        (call) => ({ kind: 'edit', dialogId, userId, messageId, content, ...call }),
      ),

    deleteMessage: (dialogId: string, userId: string, messageId: string) =>
      recorded(
        { method: 'DELETE', path: as(userId, `/dialogs/${dialogId}/messages/${messageId}`) },
        (call) => ({ kind: 'delete message', dialogId, userId, messageId, ...call }),
      ),

    read: (dialogId: string, userId: string, messageId: string) =>
      recorded(
        {
          method: 'POST',
          path: as(userId, `/dialogs/${dialogId}/read`),
          body: { last_read_message_id: messageId },
        },
        (call) => ({ kind: 'read', dialogId, userId, messageId, ...call }),
      ),

    choose: (dialogId: string, userId: string, choice: 'pinned' | 'notifications', value: boolean) =>
      recorded(
        choice === 'pinned'
          ? { method: 'POST', path: as(userId, `/dialogs/${dialogId}/${value ? 'pin' : 'unpin'}`) }
          : {
              method: 'POST',
              path: as(userId, `/dialogs/${dialogId}/notifications`),
              body: { enabled: value },
            },
        (call) => ({ kind: 'choose', dialogId, userId, choice, value, ...call }),
      ),

    join: (dialogId: string, userId: string) =>
      recorded(
        {
          method: 'POST',
          path: as(userId, `/dialogs/${dialogId}/join`),
          headers: { 'X-Scope-Config': scopeHeader },
          body: { display_name: userId, company: 'Works' },
        },
        (call) => ({ kind: 'join', dialogId, userId, ...call }),
      ),

    leave: (dialogId: string, userId: string) =>
      recorded({ method: 'POST', path: as(userId, `/dialogs/${dialogId}/leave`) }, (call) => ({
        kind: 'leave',
        dialogId,
        userId,
        ...call,
      })),

    async add(dialogId: string, userId: string): Promise<Answer> {
      const path = `/management/dialogs/${dialogId}/participants`;
      const answer = await api({ method: 'POST', path, body: { user_id: userId } });
      const known = answer.knowledge === 'acknowledged' ? { wasNew: answer.status === 201 } : {};
      deeds.push({ kind: 'add', dialogId, userId, ...known, ...callOf(answer) });
      return answer;
    },

    remove: (dialogId: string, userId: string) =>
      recorded(
        { method: 'DELETE', path: `/management/dialogs/${dialogId}/participants/${userId}` },
        (call) => ({ kind: 'remove', dialogId, userId, ...call }),
      ),

    deleteDialog: (dialogId: string) =>
      recorded({ method: 'DELETE', path: `/management/dialogs/${dialogId}` }, (call) => ({
        kind: 'delete dialog',
        dialogId,
        ...call,
      })),
  };
}

/** The id of the message that an answer brought. */
export function messageIdIn({ data }: Answer): string | undefined {
  const found = z.object({ id: z.string() }).safeParse(data);
  return found.success ? found.data.id : undefined;
}

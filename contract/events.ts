import * as z from 'zod';
import type { Message } from './messages.ts';
import type { Participant } from './participants.ts';
import { uuid } from './text.ts';

/** Everything the server says on a socket (contract §6). */
export type ServerEvent =
  | { type: 'connected'; employee_id: string; user_id: string }
  | ({ type: 'message.new' } & Message)
  | {
      type: 'message.edited';
      id: string;
      dialog_id: string;
      content: string;
      mentions: string[];
      last_edited_at: string;
    }
  | { type: 'message.deleted'; id: string; dialog_id: string }
  | { type: 'message.read'; dialog_id: string; user_id: string; last_read_message_id: string }
  | { type: 'participant.joined'; dialog_id: string; user_id: string; participant: Participant }
  | { type: 'participant.left'; dialog_id: string; user_id: string }
  | { type: 'dialog.archived'; dialog_id: string }
  | { type: 'dialog.unarchived'; dialog_id: string }
  | { type: 'dialog.updated'; dialog_id: string; is_pinned: boolean; notifications_enabled: boolean }
  | { type: 'dialog.deleted'; dialog_id: string }
  | { type: 'presence.update'; user_id: string; is_online: boolean }
  | { type: 'typing'; dialog_id: string; user_id: string }
  | { type: 'pong' }
  | { type: 'error'; message: string };

/** Everything a client may say on a socket. */
export const clientMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('subscribe'), dialog_id: uuid }),
  z.object({ type: z.literal('unsubscribe'), dialog_id: uuid }),
  z.object({ type: z.literal('typing'), dialog_id: uuid }),
]);
export type ClientMessage = z.output<typeof clientMessage>;

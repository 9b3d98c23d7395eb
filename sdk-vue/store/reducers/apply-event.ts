import type { Message, ServerEvent } from '../../client/contract.ts';
import type { ChatState } from '../state.ts';
import { dropDialog, setDialogFields, wantIfUnknown } from './dialogs.ts';
import { hearDeletion, hearEdit, hearMessage, restoreMessage } from './messages.ts';
import { hearJoin, hearLeave, hearPresence } from './participants.ts';
import { raiseReadPosition } from './reads.ts';
import { hearTyping } from './typing.ts';

/**
 * What changes the state: what the server says, and what the user does, said in the same words before the server
 * confirms it. `message.restored` takes back an edit or a deletion that was refused.
 */
export type ChatEvent = ServerEvent | { type: 'message.restored'; message: Message };

/**
 * The state after an event. The same event heard twice, or again after an answer that knew of it, changes nothing; what
 * an event does not change keeps its identity.
 *
 * @param now milliseconds since 1970
 */
export function applyEvent(state: ChatState, event: ChatEvent, now: number): ChatState {
  switch (event.type) {
    case 'message.new': {
      const { type, ...message } = event;
      return hearMessage(state, message);
    }
    case 'message.edited':
      return hearEdit(state, event);
    case 'message.deleted':
      return hearDeletion(state, event.dialog_id, event.id);
    case 'message.restored':
      return restoreMessage(state, event.message);
    case 'message.read':
      return raiseReadPosition(state, event.dialog_id, event.user_id, event.last_read_message_id);
    case 'participant.joined':
      return hearJoin(state, event.dialog_id, event.participant);
    case 'participant.left':
      return hearLeave(state, event.dialog_id, event.user_id);
    case 'dialog.archived':
    case 'dialog.unarchived': {
      const is_archived = event.type === 'dialog.archived';
      return wantIfUnknown(setDialogFields(state, event.dialog_id, { is_archived }), event.dialog_id);
    }
    case 'dialog.updated': {
      const { dialog_id, is_pinned, notifications_enabled } = event;
      // A pinned one belongs to the top of the list, however far down it was.
      return wantIfUnknown(
        setDialogFields(state, dialog_id, { is_pinned, notifications_enabled }),
        dialog_id,
      );
    }
    case 'dialog.deleted':
      return dropDialog(state, event.dialog_id);
    case 'presence.update':
      return hearPresence(state, event.user_id, event.is_online);
    case 'typing':
      return hearTyping(state, event.dialog_id, event.user_id, now);
    default:
      return state;
  }
}

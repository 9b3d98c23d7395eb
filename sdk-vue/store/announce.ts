import type { ChatEmitter } from './chat-events.ts';
import type { ChatEvent } from './reducers/apply-event.ts';
import type { ChatState } from './state.ts';

/** Tells a host's listeners what an event meant to the user, given the state before it: each such thing once. */
export function announce(emit: ChatEmitter['emit'], event: ChatEvent, before: ChatState): void {
  if (event.type === 'message.new') {
    const { type, ...message } = event;
    const wasOnItsWay = before.outgoing.some(
      ({ clientMessageId }) => clientMessageId === message.client_message_id,
    );
    if (wasOnItsWay && message.sender_id === before.userId) emit('message-sent', message);
  }
  if (event.type === 'participant.left' && event.user_id === before.userId) {
    if (before.dialogs.get(event.dialog_id)?.i_am_participant) emit('dialog-left', event.dialog_id);
  }
}

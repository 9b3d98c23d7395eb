import type { Action } from '../actions.ts';
import { textOf } from '../differences.ts';
import { type DialogState, type MessageState, messageOf, type PersonState, unreadOf } from '../state.ts';
import { announceMessage, tell, tellEveryone } from '../telling.ts';
import {
  actorAt,
  aliasOf,
  chatTurn,
  dataOf,
  dialogAt,
  expectContent,
  expectStatus,
  forParticipants,
  messageAlias,
  messageIdAt,
  placeOf,
  type Scene,
  type Stage,
  type Turn,
} from '../turn.ts';
import { messageView } from '../views.ts';
import type { Answer } from '../wire.ts';

type Doing<Name extends Action['do']> = Extract<Action, { do: Name }>;
type OnMessage = Doing<'read one' | 'mark read' | 'edit' | 'delete message'>;

/** A message was stored: its author has read it, and nobody has the dialog archived any longer. */
function store(scene: Scene, answer: Answer, place: number, me: PersonState, message: MessageState): void {
  const dialog = dialogAt(scene.state, place);
  const lastId = dialog.messages.findLast((earlier) => earlier.id !== null)?.id ?? '';
  scene.findings.check(
    'content',
    (message.id ?? '') > lastId,
    () => `the id ${message.id} is not after ${lastId}`,
  );
  announceMessage(scene, place, message);
  me.position = message.id;
  expectContent(scene, dataOf(answer), messageView(dialog, message));
  for (const person of dialog.people) {
    if (!person.isArchived) continue;
    person.isArchived = false;
    tell(scene, place, [person.userId], { type: 'dialog.unarchived', dialog_id: dialog.id });
  }
}

/** The message that its sender tries to send again. */
function sentEarlier(dialog: DialogState, sender: string, clientId: string | null): MessageState | undefined {
  if (clientId === null) return undefined;
  return dialog.messages.find((message) => message.sender === sender && message.clientId === clientId);
}

function isQuotable(message: MessageState | undefined): boolean {
  return message !== undefined && !message.isDeleted;
}

/** Sending; what quotes a message of another dialog is refused, and so shows nothing of it. */
export function send(action: Doing<'send'>, stage: Stage): Turn {
  const { cast, state } = stage;
  const place = placeOf(stage, action.dialog);
  const by = actorAt(stage, action.by, place);
  const content = `<p>${cast.secrets.mint()}</p>`;
  const replyTo = action.replyTo === undefined ? null : messageIdAt(stage, place, action.replyTo);
  // The same few for everyone in every dialog: each is one's own all the same.
  const clientId = action.retryOf === undefined ? null : `retry-${action.retryOf}`;
  const body = { content, reply_to: replyTo, client_message_id: clientId };
  const asReply = replyTo === null ? '' : ` in reply to ${messageAlias(state, replyTo)}`;
  return chatTurn({
    by,
    label: `sends in ${aliasOf(place)}${asReply}${clientId === null ? '' : ` as ${clientId}`}`,
    call: { method: 'POST', path: `/dialogs/${dialogAt(state, place).id}/messages`, body },
    rule(scene, answer) {
      forParticipants(scene, answer, place, by, (dialog, me) => {
        const earlier = sentEarlier(dialog, by.id, clientId);
        if (earlier !== undefined) {
          expectStatus(scene, answer, 200);
          expectContent(scene, dataOf(answer), messageView(dialog, earlier));
          return;
        }
        const isRefused = replyTo !== null && !isQuotable(messageOf(dialog, replyTo));
        if (!expectStatus(scene, answer, isRefused ? 400 : 201) || isRefused) return;
        const [id, sentAt] = [textOf(dataOf(answer), 'id'), textOf(dataOf(answer), 'sent_at')];
        const fresh = { editedAt: null, isDeleted: false, system: null };
        store(scene, answer, place, me, { id, sender: by.id, content, replyTo, clientId, sentAt, ...fresh });
      });
    },
  });
}

interface MessageTurn {
  method: string;
  words: string;
  body?: unknown;
  /** For a participant: what is answered about a message of this dialog, or about none. */
  rule(
    scene: Scene,
    answer: Answer,
    dialog: DialogState,
    message: MessageState | undefined,
    place: number,
  ): void;
}

function onMessage(action: OnMessage, stage: Stage, { method, words, body, rule }: MessageTurn): Turn {
  const place = placeOf(stage, action.dialog);
  const by = actorAt(stage, action.by, place);
  const id = messageIdAt(stage, place, action.message);
  return chatTurn({
    by,
    label: `${words} ${messageAlias(stage.state, id)} in ${aliasOf(place)}`,
    call: { method, path: `/dialogs/${dialogAt(stage.state, place).id}/messages/${id}`, body },
    rule(scene, answer) {
      forParticipants(scene, answer, place, by, (dialog) => {
        rule(scene, answer, dialog, messageOf(dialog, id), place);
      });
    },
  });
}

export function edit(action: OnMessage, stage: Stage): Turn {
  const by = actorAt(stage, action.by, placeOf(stage, action.dialog));
  const content = `<p>${stage.cast.secrets.mint()}</p>`;
  return onMessage(action, stage, {
    method: 'PUT',
    words: 'edits',
    body: { content },
    rule(scene, answer, dialog, message, place) {
      if (message === undefined) return void expectStatus(scene, answer, 404);
      // Both are true of a stranger's message that is deleted; the contract does not say which comes first.
      if (message.sender !== by.id)
        return void expectStatus(scene, answer, 403, ...(message.isDeleted ? [404] : []));
      if (!expectStatus(scene, answer, message.isDeleted ? 404 : 200) || message.isDeleted) return;
      message.content = content;
      message.editedAt = textOf(dataOf(answer), 'last_edited_at');
      expectContent(scene, dataOf(answer), messageView(dialog, message));
      tellEveryone(scene, place, {
        type: 'message.edited',
        id: message.id,
        dialog_id: dialog.id,
        content,
        mentions: [],
        last_edited_at: message.editedAt,
      });
    },
  });
}

export function deleteMessage(action: OnMessage, stage: Stage): Turn {
  const by = actorAt(stage, action.by, placeOf(stage, action.dialog));
  return onMessage(action, stage, {
    method: 'DELETE',
    words: 'deletes',
    rule(scene, answer, dialog, message, place) {
      if (message === undefined) return void expectStatus(scene, answer, 404);
      if (!expectStatus(scene, answer, message.sender === by.id ? 204 : 403) || message.sender !== by.id)
        return;
      if (message.isDeleted) return;
      message.isDeleted = true;
      tellEveryone(scene, place, { type: 'message.deleted', id: message.id, dialog_id: dialog.id });
    },
  });
}

/** Reading up to a message of this dialog; backwards, nothing moves and nobody is told. */
export function markRead(action: OnMessage, stage: Stage): Turn {
  const place = placeOf(stage, action.dialog);
  const by = actorAt(stage, action.by, place);
  const id = messageIdAt(stage, place, action.message);
  return chatTurn({
    by,
    label: `has read ${messageAlias(stage.state, id)} in ${aliasOf(place)}`,
    call: {
      method: 'POST',
      path: `/dialogs/${dialogAt(stage.state, place).id}/read`,
      body: { last_read_message_id: id },
    },
    rule(scene, answer) {
      forParticipants(scene, answer, place, by, (dialog, me) => {
        const isMissing = messageOf(dialog, id) === undefined;
        if (!expectStatus(scene, answer, isMissing ? 404 : 200) || isMissing) return;
        if (me.position === null || me.position < id) {
          me.position = id;
          const event = {
            type: 'message.read',
            dialog_id: dialog.id,
            user_id: by.id,
            last_read_message_id: id,
          };
          tellEveryone(scene, place, event);
        }
        const unread = unreadOf(dialog, me).length;
        expectContent(scene, dataOf(answer), { last_read_message_id: me.position, unread_count: unread });
      });
    },
  });
}

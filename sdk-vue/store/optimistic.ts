import type { DialogForUser } from '../client/contract.ts';
import { outcomeOf, type StoreCore } from './core.ts';
import { takeDialogs } from './reducers/answers.ts';
import type { ChatEvent } from './reducers/apply-event.ts';

export interface OptimisticActions {
  editMessage(dialogId: string, messageId: string, content: string): Promise<boolean>;
  deleteMessage(dialogId: string, messageId: string): Promise<boolean>;
  setPinned(dialogId: string, isPinned: boolean): Promise<boolean>;
  setArchived(dialogId: string, isArchived: boolean): Promise<boolean>;
  setNotifications(dialogId: string, areEnabled: boolean): Promise<boolean>;
}

/** What is shown before the server has agreed, and taken back when it does not. */
export function createOptimisticActions(core: StoreCore): OptimisticActions {
  function findMessage(dialogId: string, messageId: string) {
    return core
      .state()
      .timelines.get(dialogId)
      ?.messages.find((message) => message.id === messageId);
  }

  /** Shows `event`; when the request fails, applies what `undo` then gives. */
  async function showFirst<Answer>(
    event: ChatEvent,
    undo: () => ChatEvent | undefined,
    request: () => Promise<Answer>,
  ): Promise<Answer | undefined> {
    core.apply(event);
    const outcome = await outcomeOf(request());
    if (outcome.status === 'done') return outcome.answer;
    const undoing = undo();
    if (undoing) core.apply(undoing);
    core.emit('error', outcome.error);
    return undefined;
  }

  async function choose(
    dialogId: string,
    eventOf: (dialog: DialogForUser) => ChatEvent,
    undoOf: (dialog: DialogForUser, before: DialogForUser) => ChatEvent,
    request: () => Promise<DialogForUser>,
  ): Promise<boolean> {
    const before = core.state().dialogs.get(dialogId);
    if (!before) return false;
    core.apply(eventOf(before));
    const outcome = await core.ask(request, (state, dialog) => takeDialogs(state, [dialog]));
    if (outcome.status === 'done') return true;
    const now = core.state().dialogs.get(dialogId);
    if (now) core.apply(undoOf(now, before));
    core.emit('error', outcome.error);
    return false;
  }

  return {
    async editMessage(dialogId, messageId, content) {
      const before = findMessage(dialogId, messageId);
      if (!before) return false;
      // The server's own time must not seem older than this one, whatever this computer's clock says.
      const last_edited_at = before.last_edited_at ?? before.sent_at;
      const edit = { type: 'message.edited', id: messageId, dialog_id: dialogId } as const;
      const stored = await showFirst(
        { ...edit, content, mentions: before.mentions, last_edited_at },
        () => {
          const isStillShown = findMessage(dialogId, messageId)?.content === content;
          return isStillShown ? { type: 'message.restored', message: before } : undefined;
        },
        () => core.client.editMessage(dialogId, messageId, content),
      );
      if (!stored) return false;
      const editedAt = stored.last_edited_at ?? last_edited_at;
      core.apply({ ...edit, content: stored.content, mentions: stored.mentions, last_edited_at: editedAt });
      return true;
    },

    async deleteMessage(dialogId, messageId) {
      const before = findMessage(dialogId, messageId);
      const isDone = await showFirst(
        { type: 'message.deleted', id: messageId, dialog_id: dialogId },
        () => before && { type: 'message.restored', message: before },
        () => core.client.deleteMessage(dialogId, messageId).then(() => true),
      );
      return isDone === true;
    },

    setPinned: (dialogId, isPinned) =>
      choose(
        dialogId,
        (dialog) => updated(dialog, { is_pinned: isPinned }),
        (dialog, { is_pinned }) => updated(dialog, { is_pinned }),
        () => core.client.setPinned(dialogId, isPinned),
      ),

    setNotifications: (dialogId, areEnabled) =>
      choose(
        dialogId,
        (dialog) => updated(dialog, { notifications_enabled: areEnabled }),
        (dialog, { notifications_enabled }) => updated(dialog, { notifications_enabled }),
        () => core.client.setNotifications(dialogId, areEnabled),
      ),

    setArchived: (dialogId, isArchived) =>
      choose(
        dialogId,
        () => archived(dialogId, isArchived),
        (_, before) => archived(dialogId, before.is_archived),
        () => core.client.setArchived(dialogId, isArchived),
      ),
  };
}

function updated(dialog: DialogForUser, change: Partial<DialogForUser>): ChatEvent {
  const { id, is_pinned, notifications_enabled } = { ...dialog, ...change };
  return { type: 'dialog.updated', dialog_id: id, is_pinned, notifications_enabled };
}

function archived(dialogId: string, isArchived: boolean): ChatEvent {
  return { type: isArchived ? 'dialog.archived' : 'dialog.unarchived', dialog_id: dialogId };
}

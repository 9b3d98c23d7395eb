import type { DialogForUser } from '../../../contract/dialogs.ts';
import { mapQuery } from '../../../database/query.ts';
import { chooseForUser, type UserChoice } from '../../../database/writes/choose-for-user.ts';
import { type Effect, toUsers } from '../effects.ts';
import type { ChooseOperation } from './operation.ts';
import { type Part, type PartContext, single } from './part.ts';

type ChosenState = Pick<DialogForUser, 'id' | 'is_archived' | 'is_pinned' | 'notifications_enabled'>;

/** Tells a user's other sockets that they archived a dialog, or brought it back. */
export function archivingAnnounced(userId: string, { id, is_archived }: ChosenState): Effect {
  return toUsers([userId], { type: is_archived ? 'dialog.archived' : 'dialog.unarchived', dialog_id: id });
}

/** Tells a user's other sockets what they chose about pinning and notifications. */
export function choiceAnnounced(userId: string, dialog: ChosenState): Effect {
  const { id, is_pinned, notifications_enabled } = dialog;
  return toUsers([userId], { type: 'dialog.updated', dialog_id: id, is_pinned, notifications_enabled });
}

/** Whoever mutes a dialog, or wants to hear of it again, starts afresh: what was said so far notifies nobody. */
function effectsOf(userId: string, { choice }: UserChoice, dialog: ChosenState): Effect[] {
  if (choice === 'archived') return [archivingAnnounced(userId, dialog)];
  if (choice === 'pinned') return [choiceAnnounced(userId, dialog)];
  return [choiceAnnounced(userId, dialog), { type: 'cancel_notification', userId }];
}

export function choosePart({ userId, choice }: ChooseOperation, { target }: PartContext): Part {
  return {
    intents: [{ kind: 'choose', userId }],
    query: mapQuery(chooseForUser(target, userId, choice), (outcome) => {
      if (outcome.status !== 'chosen') return single(outcome);
      const { dialog, changed } = outcome;
      return single({ status: 'chosen', dialog }, changed ? effectsOf(userId, choice, dialog) : []);
    }),
  };
}

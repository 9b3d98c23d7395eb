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

function announced(userId: string, { choice }: UserChoice, dialog: ChosenState): Effect {
  return choice === 'archived' ? archivingAnnounced(userId, dialog) : choiceAnnounced(userId, dialog);
}

export function choosePart({ userId, choice }: ChooseOperation, { target }: PartContext): Part {
  return {
    intents: [{ kind: 'choose', userId }],
    query: mapQuery(chooseForUser(target, userId, choice), (outcome) => {
      if (outcome.status !== 'chosen') return single(outcome);
      const { dialog, changed } = outcome;
      return single({ status: 'chosen', dialog }, changed ? [announced(userId, choice, dialog)] : []);
    }),
  };
}

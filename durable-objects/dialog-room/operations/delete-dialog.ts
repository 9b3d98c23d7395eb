import { mapQuery } from '../../../database/query.ts';
import { deleteDialog } from '../../../database/writes/delete-dialog.ts';
import { type Effect, toUsers } from '../effects.ts';
import { type Part, type PartContext, single } from './part.ts';

export function deletionAnnounced(dialogId: string, memberIds: readonly string[]): Effect[] {
  return [
    toUsers(memberIds, { type: 'dialog.deleted', dialog_id: dialogId }),
    { type: 'dialog_gone', memberIds },
  ];
}

export function deleteDialogPart({ target }: PartContext): Part {
  return {
    intents: [{ kind: 'delete_dialog' }],
    query: mapQuery(deleteDialog(target), (outcome) =>
      outcome.status === 'deleted'
        ? single({ status: 'dialog_deleted' }, deletionAnnounced(target.dialogId, outcome.participantIds))
        : single(outcome),
    ),
  };
}

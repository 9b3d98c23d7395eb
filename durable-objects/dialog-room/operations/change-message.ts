import { mapQuery } from '../../../database/query.ts';
import { deleteMessage, editMessage } from '../../../database/writes/change-message.ts';
import { messageChangeAnnounced } from '../effects.ts';
import type { DeleteMessageOperation, EditOperation } from './operation.ts';
import { type Part, type PartContext, single } from './part.ts';

export function editPart(operation: EditOperation, { target, at }: PartContext): Part {
  const edit = { ...operation, editId: crypto.randomUUID(), at };
  return {
    intents: [{ kind: 'change_message', messageId: operation.messageId }],
    query: mapQuery(editMessage(target, edit), (outcome) =>
      outcome.status === 'edited'
        ? single(outcome, messageChangeAnnounced(outcome.message))
        : single(outcome),
    ),
  };
}

/** Deleting again succeeds and tells nobody. */
export function deleteMessagePart(operation: DeleteMessageOperation, { target, at }: PartContext): Part {
  const deletion = { ...operation, editId: crypto.randomUUID(), at };
  return {
    intents: [{ kind: 'change_message', messageId: operation.messageId }],
    query: mapQuery(deleteMessage(target, deletion), (outcome) => {
      if (outcome.status === 'already_deleted') return single({ status: 'deleted' });
      if (outcome.status !== 'deleted') return single(outcome);
      return single({ status: 'deleted' }, [
        ...messageChangeAnnounced(outcome.message),
        { type: 'files_unwanted', storageKeys: outcome.storageKeys },
      ]);
    }),
  };
}

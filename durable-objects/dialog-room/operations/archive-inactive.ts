import { mapQuery } from '../../../database/query.ts';
import { archiveInactive } from '../../../database/writes/archive-inactive.ts';
import { archivedAnnounced } from '../effects.ts';
import type { ArchiveInactiveOperation } from './operation.ts';
import { type Part, type PartContext, single } from './part.ts';

/** Auto-archive (contract §7). */
export function archiveInactivePart({ cutoff }: ArchiveInactiveOperation, { target }: PartContext): Part {
  return {
    intents: [{ kind: 'archive' }],
    query: mapQuery(archiveInactive(target, cutoff), (outcome) =>
      outcome.status === 'archived'
        ? single({ status: 'archived' }, archivedAnnounced(target.dialogId, outcome.userIds))
        : single(outcome),
    ),
  };
}

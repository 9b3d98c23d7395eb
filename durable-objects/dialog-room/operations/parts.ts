import { archiveInactivePart } from './archive-inactive.ts';
import { deleteMessagePart, editPart } from './change-message.ts';
import { choosePart } from './choose.ts';
import { createPart } from './create.ts';
import { deleteDialogPart } from './delete-dialog.ts';
import { addPart, joinPart } from './enrol.ts';
import type { Operation, ReadOperation, SendOperation } from './operation.ts';
import type { Part, PartContext } from './part.ts';
import { readPart } from './read.ts';
import { replaceScopesPart } from './replace-scopes.ts';
import { sendPart } from './send.ts';
import { withdrawPart } from './withdraw.ts';

/** A part, and which of the flight's operations it answers. */
export interface PlacedPart extends Part {
  places: number[];
}

type LoneOperation = Exclude<Operation, SendOperation | ReadOperation | { kind: 'recover' }>;

function lonePart(operation: LoneOperation, context: PartContext): Part {
  switch (operation.kind) {
    case 'create':
      return createPart(operation, context);
    case 'edit':
      return editPart(operation, context);
    case 'delete_message':
      return deleteMessagePart(operation, context);
    case 'join':
      return joinPart(operation, context);
    case 'add':
      return addPart(operation, context);
    case 'withdraw':
      return withdrawPart(operation, context);
    case 'choose':
      return choosePart(operation, context);
    case 'replace_scopes':
      return replaceScopesPart(operation, context);
    case 'archive_inactive':
      return archiveInactivePart(operation, context);
    case 'delete_dialog':
      return deleteDialogPart(context);
  }
}

/**
 * Arranges the operations of a flight: sends become one statement and so do read marks, after the rest. None of them has
 * been answered yet, so any order among them is one that their callers may see.
 */
export function arrangeParts(operations: readonly Operation[], context: PartContext): PlacedPart[] {
  const parts: PlacedPart[] = [];
  const sends: { operation: SendOperation; place: number }[] = [];
  const reads: { operation: ReadOperation; place: number }[] = [];
  operations.forEach((operation, place) => {
    if (operation.kind === 'send') sends.push({ operation, place });
    else if (operation.kind === 'read') reads.push({ operation, place });
    else if (operation.kind !== 'recover') parts.push({ ...lonePart(operation, context), places: [place] });
  });
  if (sends.length > 0) {
    const part = sendPart(
      sends.map((send) => send.operation),
      context,
    );
    parts.push({ ...part, places: sends.map((send) => send.place) });
  }
  if (reads.length > 0) {
    const part = readPart(
      reads.map((read) => read.operation),
      context,
    );
    parts.push({ ...part, places: reads.map((read) => read.place) });
  }
  return parts;
}

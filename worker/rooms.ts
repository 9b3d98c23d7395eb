import type { ErrorCode } from '../contract/errors.ts';
import type { DialogRoom } from '../durable-objects/dialog-room/dialog-room.ts';
import type { Outcome, Refusal } from '../durable-objects/dialog-room/operations/operation.ts';
import type { Answer } from '../durable-objects/dialog-room/writer.ts';
import { ApiError, unavailable } from './api-error.ts';
import type { AppContext } from './context.ts';

/** What each refusal of a room means to the caller. */
const refusals: Record<Refusal['status'], readonly [ErrorCode, string]> = {
  dialog_missing: ['NOT_FOUND', 'There is no such dialog'],
  not_participant: ['FORBIDDEN', 'Not a participant of this dialog: join it first'],
  scope_mismatch: ['FORBIDDEN', 'No access scope of this dialog matches yours'],
  message_missing: ['NOT_FOUND', 'There is no such message in this dialog'],
  quoted_message_missing: [
    'BAD_REQUEST',
    'reply_to must be a message of the same dialog that is not deleted',
  ],
  attachment_refused: [
    'BAD_REQUEST',
    'An attachment is not a file that you uploaded to this dialog with this type and size, or is attached already',
  ],
  not_author: ['FORBIDDEN', 'Only its author may change a message, and nobody a system message'],
  already_deleted: ['NOT_FOUND', 'The message is deleted'],
  empty: ['BAD_REQUEST', 'content must have text, or the message an attachment'],
  key_reused: ['CONFLICT', 'This Idempotency-Key was used with another body: use a new one'],
  key_in_use: ['CONFLICT', 'A request with this Idempotency-Key is still being answered: try again shortly'],
  unavailable: ['UNAVAILABLE', 'The database is unreachable: try again shortly'],
};

/** What passes by itself: the caller is told when to try again, in seconds. */
const passesAfterSeconds: Partial<Record<Refusal['status'], number>> = { key_in_use: 1, unavailable: 1 };

function isRefusal(outcome: Outcome): outcome is Refusal {
  return outcome.status in refusals;
}

/** The errors with which the runtime says that an object restarted or is overrun: trying again is right. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ['retryable', 'overloaded', 'durableObjectReset'].some((flag) => Reflect.get(error, flag) === true);
}

/** Calls an object; its restart or overload becomes UNAVAILABLE. */
export async function callObject<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (isPassing(error)) throw unavailable('The dialog is restarting: try again shortly', error);
    throw error;
  }
}

/** The room of a dialog. */
export function roomOf(context: AppContext, dialogId: string): DurableObjectStub<DialogRoom> {
  return context.env.DIALOG_ROOM.getByName(dialogId);
}

/**
 * Has a room do something and gives what it came to, one of the statuses expected. A refusal becomes the error it means;
 * `instead` gives a call its own meaning for some of them.
 */
export async function inRoom<Status extends Outcome['status']>(
  context: AppContext,
  dialogId: string,
  call: (room: DurableObjectStub<DialogRoom>) => Promise<Answer>,
  expected: readonly Status[],
  instead: Partial<Record<Refusal['status'], ApiError>> = {},
): Promise<Extract<Outcome, { status: Status }>> {
  const { outcome, roundTrips } = await callObject(() => call(roomOf(context, dialogId)));
  context.set('roomRoundTrips', roundTrips);
  if (isExpected(outcome, expected)) return outcome;
  if (!isRefusal(outcome)) throw new Error(`A room answered "${outcome.status}" to another question`);
  const [code, message] = refusals[outcome.status];
  const retryAfter = passesAfterSeconds[outcome.status];
  throw (
    instead[outcome.status] ?? new ApiError(code, message, retryAfter === undefined ? {} : { retryAfter })
  );
}

function isExpected<Status extends Outcome['status']>(
  outcome: Outcome,
  expected: readonly Status[],
): outcome is Extract<Outcome, { status: Status }> {
  return expected.some((status) => status === outcome.status);
}

/** The people with whether each is online, which only the dialog's room knows. */
export async function withPresence<Person extends { user_id: string }>(
  context: AppContext,
  dialogId: string,
  people: readonly Person[],
): Promise<(Person & { is_online: boolean })[]> {
  if (people.length === 0) return [];
  const online = new Set(await callObject(() => roomOf(context, dialogId).onlineUserIds()));
  return people.map((person) => ({ ...person, is_online: online.has(person.user_id) }));
}

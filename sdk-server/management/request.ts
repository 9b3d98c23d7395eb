import type { Answer } from '../../contract/calls.ts';
import { MTChatError } from '../mtchat-error.ts';
import { addressOfCall, type Query } from './address.ts';
import { readAnswer } from './answer.ts';
import type { Connection } from './connection.ts';
import { pauseAfter } from './retry.ts';
import { pause, withinTime } from './within-time.ts';

/** A call of the Management API. Each may be repeated: a second time does no more than the first. */
export interface Call<Data> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  segments: readonly string[];
  query?: Query;
  /** Sent as JSON. */
  body?: unknown;
  idempotencyKey?: string;
  /** For calls that remove something: that it is not there the second time means that the first one did it. */
  answerWhenGone?: Answer<Data>;
  signal: AbortSignal | undefined;
}

/** Makes a call, again where that may help, and gives the answer's body. Rejects with an MTChatError. */
export type Request = <Data>(call: Call<Data>) => Promise<Answer<Data>>;

export function createRequest(connection: Connection): Request {
  return async function request<Data>(call: Call<Data>) {
    const address = addressOfCall(connection.address, call.segments, call.query);
    const attempt = attemptOf(connection, call, address);
    let mayBeDone = false;
    for (let failures = 0; ; ) {
      try {
        return await withinTime(connection.timeoutMs, attempt, call.signal);
      } catch (error) {
        failures += 1;
        const next: Next<Data> = afterFailure(error, call, {
          failures,
          mayBeDone,
          retries: connection.retries,
        });
        if (next.status === 'answered') return next.answer;
        await pause(next.waitMs, call.signal);
        mayBeDone ||= next.mayBeDone;
      }
    }
  };
}

interface Tries {
  failures: number;
  /** Whether an earlier one may have reached the server, and only its answer was lost. */
  mayBeDone: boolean;
  retries: number;
}

type Next<Data> =
  | { status: 'answered'; answer: Answer<Data> }
  | { status: 'again'; waitMs: number; mayBeDone: boolean };

/** What to do after a failure that another try may mend. Throws any other as it is. */
function afterFailure<Data>(error: unknown, call: Call<Data>, tries: Tries): Next<Data> {
  if (!(error instanceof MTChatError)) throw error;
  const { answerWhenGone: answer } = call;
  if (tries.mayBeDone && answer && error.code === 'NOT_FOUND') return { status: 'answered', answer };

  if (tries.failures > tries.retries || !error.isRetryable) throw error;
  const waitMs = pauseAfter(tries.failures, error.retryAfterSeconds);
  if (waitMs === undefined) throw error;
  // Who is told to slow down was not heard. Anything else may have come after the deed.
  return { status: 'again', waitMs, mayBeDone: error.code !== 'RATE_LIMITED' };
}

function attemptOf<Data>(
  connection: Connection,
  { method, body, idempotencyKey }: Call<Data>,
  address: string,
): (signal: AbortSignal) => Promise<Answer<Data>> {
  const headers = {
    Authorization: connection.authorization,
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
  };
  const text = body === undefined ? null : JSON.stringify(body);
  return async (signal) => {
    try {
      // A redirect is not followed: it could take the token elsewhere, and makes a POST a GET.
      const init: RequestInit = { method, headers, body: text, redirect: 'manual', signal };
      return await readAnswer<Data>(await connection.fetch(address, init), address);
    } catch (thrown) {
      throw thrown instanceof MTChatError ? thrown : unreachable(address, thrown);
    }
  };
}

function unreachable(address: string, cause: unknown): MTChatError {
  const { origin } = new URL(address);
  const message = `The connection to ${origin} failed${reasonOf(cause)}. Check the network and baseUrl.`;
  return new MTChatError('NETWORK', message, { cause, isRetryable: true });
}

/** Node says what happened in a code of the cause's cause: ECONNREFUSED, ENOTFOUND. */
function reasonOf(thrown: unknown): string {
  const inner = thrown instanceof Error ? thrown.cause : undefined;
  const code = typeof inner === 'object' && inner !== null && 'code' in inner ? inner.code : undefined;
  return typeof code === 'string' ? ` (${code})` : '';
}

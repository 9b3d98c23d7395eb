import type { Answer } from '../../../contract/calls.ts';
import { ChatError, toChatError } from '../chat-error.ts';
import type { ChatConnection } from '../config.ts';
import { apiAddress, encodeScope, type Query } from './address.ts';
import { readAnswer } from './answer.ts';
import type { TokenSource } from './token-source.ts';
import { withinTime } from './within-time.ts';

const deadlineMs = 15_000;
const repeats = 2;
const longestPauseMs = 3_000;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface Content {
  query?: Query;
  /** Sent as JSON. */
  body?: unknown;
}

interface RequestOptions extends Content {
  /** For a read that is not to be repeated. */
  once?: boolean;
  signal?: AbortSignal | undefined;
}

interface Call extends Content {
  method: Method;
  segments: readonly string[];
  signal: AbortSignal;
}

/**
 * Makes one call of the Chat API within 15 s, its path given by segments, and gives the answer's body.
 * Rejects with a ChatError. Reads are repeated where that may help; writes never are.
 */
export type Request = <Data>(
  method: Method,
  segments: readonly string[],
  options?: RequestOptions,
) => Promise<Answer<Data>>;

export function createRequest(connection: () => ChatConnection, tokens: TokenSource): Request {
  return function request<Data>(
    method: Method,
    segments: readonly string[],
    { signal, once, ...content }: RequestOptions = {},
  ) {
    return withinTime(
      deadlineMs,
      (inTime) => {
        const attempt = () => callWithToken<Data>({ method, segments, ...content, signal: inTime });
        return method === 'GET' && !once ? repeatedly(attempt, inTime) : attempt();
      },
      signal,
    );
  };

  async function callWithToken<Data>(call: Call): Promise<Answer<Data>> {
    // As it is now: a call never goes out for the user who signed in while it waited for its token.
    const caller = connection();
    const token = await tokens.current();
    try {
      return await answerTo<Data>(caller, call, token);
    } catch (error) {
      if (token === undefined || !isRefusedToken(error)) throw error;
      const renewed = await tokens.renewed(token);
      if (renewed === undefined) throw error;
      return answerTo(caller, call, renewed);
    }
  }
}

async function answerTo<Data>(
  connection: ChatConnection,
  { method, segments, query, body, signal }: Call,
  token: string | undefined,
): Promise<Answer<Data>> {
  const address = apiAddress(connection, segments, query);
  const headers = {
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...(connection.scopeConfig ? { 'X-Scope-Config': encodeScope(connection.scopeConfig) } : {}),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  };
  try {
    const response = await fetch(address, { method, headers, signal, body: JSON.stringify(body) ?? null });
    return await readAnswer<Data>(response, address);
  } catch (thrown) {
    const message = `${address.origin} cannot be reached. Check the network, baseUrl, and that the server's CORS_ALLOWED_ORIGINS names this page's origin.`;
    throw toChatError(thrown, 'NETWORK', message);
  }
}

async function repeatedly<Result>(attempt: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  for (let made = 1; ; made += 1) {
    try {
      return await attempt();
    } catch (error) {
      const pause = made > repeats ? undefined : pauseAfter(error, made);
      if (pause === undefined || signal.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
      // Whoever asked has been told meanwhile: see withinTime.
      if (signal.aborted) throw error;
    }
  }
}

/** Milliseconds after which a read that failed so is worth repeating; undefined where it is not. */
function pauseAfter(error: unknown, made: number): number | undefined {
  if (!(error instanceof ChatError)) return undefined;
  if (error.code === 'NETWORK') return 400 * made * (0.5 + Math.random());
  if (error.code !== 'UNAVAILABLE' || error.retryAfterSeconds === undefined) return undefined;
  const pause = Math.max(error.retryAfterSeconds * 1_000, 400 * made);
  return pause > longestPauseMs ? undefined : pause;
}

function isRefusedToken(error: unknown): boolean {
  return error instanceof ChatError && error.code === 'UNAUTHORIZED' && error.status === 401;
}

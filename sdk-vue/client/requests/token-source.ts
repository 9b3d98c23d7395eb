import { ChatError, toChatError } from '../chat-error.ts';
import type { ChatConnection } from '../config.ts';
import { withinTime } from './within-time.ts';

const tokenDeadlineMs = 15_000;

/** Where calls get their token, so that all of them share what the host's token function gave. */
export interface TokenSource {
  /** The token to call with; undefined where the connection has none. */
  current(): Promise<string | undefined>;
  /** Another token in place of one that the server refused; undefined where there is no other. */
  renewed(refused: string): Promise<string | undefined>;
}

interface HeldToken {
  /** For whom it was given. Not the function that gave it: hosts may write one anew with every call. */
  owner: string;
  token: Promise<string>;
  /** Undefined while the host has not given it yet. */
  given?: string;
}

export function createTokenSource(connection: () => ChatConnection): TokenSource {
  let held: HeldToken | undefined;

  function hold(owner: string, token: Promise<string>): HeldToken {
    const asked: HeldToken = { owner, token };
    token.then(
      (given) => {
        asked.given = given;
      },
      // Whoever waits for the token is told. The next caller asks again.
      () => {
        if (held === asked) held = undefined;
      },
    );
    return asked;
  }

  async function current(): Promise<string | undefined> {
    const { token, baseUrl, userId } = connection();
    if (typeof token !== 'function') return token;
    const owner = JSON.stringify([baseUrl, userId]);
    if (held?.owner !== owner) held = hold(owner, askHost(token));
    return held.token;
  }

  return {
    current,
    async renewed(refused) {
      // While the host is being asked, nothing is given yet, and everybody waits for the same answer.
      if (held?.given === refused) held = undefined;
      const token = await current();
      return token === refused ? undefined : token;
    },
  };
}

async function askHost(tokenFunction: () => string | Promise<string>): Promise<string> {
  let token: unknown;
  try {
    token = await withinTime(tokenDeadlineMs, async () => tokenFunction());
  } catch (thrown) {
    throw toChatError(thrown, 'NETWORK', 'The token function failed; its error is the cause of this one');
  }
  if (typeof token === 'string' && token !== '') return token;
  throw new ChatError('UNAUTHORIZED', 'The token function must give a JWT as a string that is not empty');
}

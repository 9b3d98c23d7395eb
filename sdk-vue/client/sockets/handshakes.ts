import { ChatError } from '../chat-error.ts';
import type { ChatConnection } from '../config.ts';
import type { DialogForUser } from '../contract.ts';
import { apiAddress } from '../requests/address.ts';
import type { Request } from '../requests/request.ts';
import type { TokenSource } from '../requests/token-source.ts';

/** What the client calls the server with. */
export interface Wire {
  connection(): ChatConnection;
  tokens: TokenSource;
  request: Request;
}

export interface Handshake {
  url: string;
  protocols: string[] | null;
}

export interface Handshakes {
  /** How to knock next. Rejects with a ChatError where knocking would be of no use now. */
  next(): Promise<Handshake>;
  /** What came of the last: an open connection, no connection, or the server's word that its token has expired. */
  ended(outcome: 'accepted' | 'refused' | 'expired'): void;
}

/**
 * Prepares handshakes. Browsers hide why one failed: a dead network, an unwelcome token and somebody else's dialog look the
 * same. So after each that failed, a REST call, which can tell and renews the token, goes before the next.
 */
export function createHandshakes(
  { connection, tokens, request }: Wire,
  dialogId: string | undefined,
): Handshakes {
  let lastOutcome: 'accepted' | 'refused' | 'expired' = 'accepted';
  let lastToken: string | undefined;

  async function requireAccess() {
    if (dialogId === undefined) {
      await request('GET', ['dialogs'], { query: { limit: 1 }, once: true });
      return;
    }
    const { data: dialog } = await request<DialogForUser>('GET', ['dialogs', dialogId], { once: true });
    if (!dialog.i_am_participant)
      throw new ChatError('FORBIDDEN', 'The user is not a participant of the dialog');
  }

  async function nextToken(): Promise<string | undefined> {
    if (lastOutcome !== 'expired' || lastToken === undefined) return tokens.current();
    const renewed = await tokens.renewed(lastToken);
    if (renewed === undefined) throw tokenExpired();
    return renewed;
  }

  return {
    async next() {
      if (lastOutcome === 'refused') await requireAccess();
      const token = await nextToken();
      lastToken = token;
      const address = apiAddress(connection(), ['ws'], { dialog_id: dialogId });
      address.protocol = address.protocol.replace('http', 'ws');
      return {
        url: address.href,
        protocols: token === undefined ? null : ['mtchat', `bearer.${token}`],
      };
    },
    ended(outcome) {
      lastOutcome = outcome;
    },
  };
}

export function tokenExpired(): ChatError {
  return new ChatError('UNAUTHORIZED', 'The token has expired, and the host gave no other');
}

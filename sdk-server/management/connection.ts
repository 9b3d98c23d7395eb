/** What the client needs of `fetch`: each runtime's own has it. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>;

export interface ManagementClientOptions {
  /** Where MTChat Edge answers, with or without a path and a trailing slash, without `/api/v1`. */
  baseUrl: string;
  /** `ADMIN_API_TOKEN` of the server. It opens everything: it never leaves the backend. */
  adminToken: string;
  /** In place of the global one: for a proxy, a service binding, or tracing. */
  fetch?: FetchFunction | undefined;
  /**
   * How long each try may take, in milliseconds.
   * @default 10_000
   */
  timeoutMs?: number | undefined;
  /**
   * How often a call is repeated at most, after a failure that may pass. 0 never repeats.
   * @default 3
   */
  retries?: number | undefined;
}

/** The options, checked, with their defaults. */
export interface Connection {
  /** Ends in `/api/v1/management`. */
  address: string;
  authorization: string;
  fetch: FetchFunction;
  timeoutMs: number;
  retries: number;
}

const defaultTimeoutMs = 10_000;
const defaultRetries = 3;

/** A longer timer fires at once in Node. */
const longestTimeoutMs = 2_147_483_647;

/** Throws a TypeError that names the option which is wrong, and never quotes the token. */
export function connectionOf(options: ManagementClientOptions): Connection {
  const { timeoutMs = defaultTimeoutMs, retries = defaultRetries } = options;
  if (!(timeoutMs > 0 && timeoutMs <= longestTimeoutMs)) {
    throw new TypeError(`timeoutMs must be from 1 to ${longestTimeoutMs} milliseconds`);
  }
  if (!Number.isInteger(retries) || retries < 0) throw new TypeError('retries must be 0 or a whole number');
  return {
    address: addressOf(options.baseUrl),
    authorization: `Bearer ${checkedToken(options.adminToken)}`,
    // The global one is looked up with each call, as a host that instruments it later expects, and called without a `this`.
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    timeoutMs,
    retries,
  };
}

function addressOf(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '') {
    throw new TypeError('baseUrl must be an address such as https://chat.example.com');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}/api/v1/management`;
}

/** What no header can carry would be refused by `fetch`, with the token in its message. */
function checkedToken(token: string): string {
  if (typeof token !== 'string' || token === '') {
    throw new TypeError('adminToken is missing: give the ADMIN_API_TOKEN of the server');
  }
  if (!/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(token)) {
    throw new TypeError(
      'adminToken must be printable ASCII without spaces or line breaks around it: is there one at its end?',
    );
  }
  return token;
}

import { request } from 'undici';

/** A scope of access, as hosts send it. */
type Scope = Record<string, string | string[]>;

export interface Api {
  /** Makes one call and gives its parsed body, undefined where there is none; throws unless the answer is 2xx. */
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
}

/** The Chat API as one trusted user sees it; `path` is what follows `/api/v1`. */
export function userApi(url: string, userId: string, scope?: Scope): Api {
  const encoded =
    scope === undefined ? {} : { 'X-Scope-Config': Buffer.from(JSON.stringify(scope)).toString('base64') };
  return {
    call(method, path, body) {
      const address = new URL(`${url}/api/v1${path}`);
      address.searchParams.set('user_id', userId);
      return callApi(method, address.href, encoded, body);
    },
  };
}

/** The Management API; `path` is what follows `/api/v1/management`. */
export function hostApi(url: string, token: string): Api {
  const headers = { Authorization: `Bearer ${token}` };
  return {
    call: (method, path, body) => callApi(method, `${url}/api/v1/management${path}`, headers, body),
  };
}

async function callApi(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<unknown> {
  const sent =
    body === undefined
      ? { headers }
      : { headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await request(url, { method, ...sent });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${method} ${url} answered ${answer.statusCode} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

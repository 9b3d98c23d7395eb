import { vi } from 'vitest';

/** What the outside world does with a request: answers, fails, or never answers. */
export type Behaviour = (request: Request) => Response | Promise<Response>;

export const offline: Behaviour = () => Promise.reject(new TypeError('fetch failed'));
export const silent: Behaviour = () => new Promise<Response>(() => {});

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Behaviour {
  return () => Response.json(body, { status, headers });
}

export function html(status: number): Behaviour {
  return () => new Response('<h1>Hello</h1>', { status, headers: { 'Content-Type': 'text/html' } });
}

export function refusal(code: string, status: number, headers: Record<string, string> = {}): Behaviour {
  return json({ error: { code, message: `It is ${code}` } }, status, headers);
}

/** Puts a world in place of fetch: it behaves one way after the other, the last for ever. Gives what was asked of it. */
export function stubFetch(...behaviours: Behaviour[]): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', async (input: URL | string, init: RequestInit) => {
    const request = new Request(input, init);
    const behave = behaviours[Math.min(requests.length, behaviours.length - 1)];
    requests.push(request);
    return behave?.(request);
  });
  return requests;
}

import type { Page } from 'playwright-core';

export interface CountedRequests {
  /** Calls of the API since the last `reset`, as `GET /dialogs/…/messages`, without the preflights of browsers. */
  calls(): string[];
  /** WebSockets opened since then. */
  sockets(): number;
  reset(): void;
}

/** Counts what a page asks of the server from now on. */
export function countRequests(page: Page): CountedRequests {
  let calls: string[] = [];
  let sockets = 0;
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() !== 'OPTIONS' && pathname.startsWith('/api/v1/')) {
      calls.push(`${request.method()} ${pathname.slice('/api/v1'.length)}`);
    }
  });
  page.on('websocket', () => {
    sockets += 1;
  });
  return {
    calls: () => calls,
    sockets: () => sockets,
    reset() {
      calls = [];
      sockets = 0;
    },
  };
}

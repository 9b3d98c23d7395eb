import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestProblem } from './http.ts';

/**
 * Lets the demo's own pages call, and what runs on this machine without a browser. Other web pages may not: this
 * backend acts with the admin token. Throws a `RequestProblem` for them.
 */
export function admitCaller(request: IncomingMessage, response: ServerResponse, origins: readonly string[]) {
  const { host = '', origin } = request.headers;
  // A name that leads here by a foreign DNS would make any page's origin ours.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) throw new RequestProblem(403, 'Call it by 127.0.0.1');
  if (origin === undefined) return;
  if (!origins.includes(origin)) throw new RequestProblem(403, 'Only the pages of the demo may call it');
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Vary', 'Origin');
}

/** What a browser asks before it sends JSON from another origin. */
export function answerPreflight(response: ServerResponse) {
  response
    .writeHead(204, {
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': 'Content-Type',
      'Access-Control-Max-Age': '600',
    })
    .end();
}

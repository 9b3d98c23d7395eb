import type { IncomingMessage, ServerResponse } from 'node:http';

const bodyLimitBytes = 1024 * 1024;

/** A request that cannot be answered as asked; the message is for the caller. */
export class RequestProblem extends Error {
  override name = 'RequestProblem';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The body as text. Throws a `RequestProblem` when it is over 1 MiB. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > bodyLimitBytes) throw new RequestProblem(413, 'The body is over 1 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The body as JSON. Throws a `RequestProblem` when it is none. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readBody(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestProblem(400, 'The body is not JSON');
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

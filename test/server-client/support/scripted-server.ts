import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import {
  createManagementClient,
  type ManagementClient,
  type ManagementClientOptions,
} from '../../../sdk-server/index.ts';

export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** When it came, in milliseconds of `performance.now`. */
  at: number;
}

/** What the server does with one request. */
export type Step = (response: ServerResponse) => void;

export interface ScriptedServer {
  url: string;
  requests: readonly SeenRequest[];
}

/** Answers with JSON, unless the headers say otherwise. */
export function answer(status: number, body: unknown = '', headers: Record<string, string> = {}): Step {
  const content = typeof body === 'string' ? body : JSON.stringify(body);
  return (response) =>
    void response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(content);
}

export function refusal(status: number, code: string, headers: Record<string, string> = {}): Step {
  return answer(status, { error: { code, message: `It is ${code}` } }, headers);
}

/** What the server says while Postgres is away. */
export const unavailable = refusal(503, 'UNAVAILABLE', { 'Retry-After': '0' });

export const reset: Step = (response) => void response.destroy();

/** Never answers. The connection ends with the test. */
export const hang: Step = () => {};

/** Begins to answer, and breaks off. */
export const breakOff: Step = (response) => {
  response.writeHead(200, { 'Content-Length': '1000' }).write('{"data":');
  setImmediate(() => response.destroy());
};

/** Begins to answer, and never ends. */
export const trickle: Step = (response) => {
  response.writeHead(200, { 'Content-Length': '1000' }).write('{"data":');
};

/** A server that takes the steps one by one, a request each, and the last one for all that follow. It ends with the test. */
export async function serverThat(...steps: [Step, ...Step[]]): Promise<ScriptedServer> {
  const requests: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    const step = steps[Math.min(requests.length, steps.length - 1)] ?? reset;
    const seen = { method, path, headers, body: '', at: performance.now() };
    requests.push(seen);
    seen.body = await text(request);
    step(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server was given no port');
  return { url: `http://127.0.0.1:${address.port}`, requests };
}

export const adminToken = 'an-admin-token-that-nobody-may-read';

export function clientOf(
  { url }: { url: string },
  options: Partial<ManagementClientOptions> = {},
): ManagementClient {
  return createManagementClient({ baseUrl: url, adminToken, ...options });
}

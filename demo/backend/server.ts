import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { admitCaller, answerPreflight } from './allowed-callers.ts';
import { type ChatAuthentication, signToken } from './chat-tokens.ts';
import { RequestProblem, readBody, readJson, sendJson } from './http.ts';
import { clientOf, createDialogOfForm, type MtchatAccess } from './mtchat.ts';
import { type ManagementClient, MTChatError } from './mtchat-server.ts';
import { orders } from './orders.ts';
import { people } from './people.ts';
import { createWebhookLog, type WebhookLog } from './webhook-log.ts';
import { streamWebhooks } from './webhook-stream.ts';
import { newDialogBody, type TokenAnswer, tokenBody } from './wire.ts';

const loopback = '127.0.0.1';

export interface BackendOptions {
  port: number;
  mtchat: MtchatAccess;
  authentication: ChatAuthentication;
  webhookSecret: string | undefined;
  /** The origins of the pages; the first one is where links in chats lead. */
  pagesOrigins: readonly [string, ...string[]];
}

export interface DemoBackend {
  url: string;
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** The host's own server: it knows people and orders, keeps the admin token, and hears the webhooks. */
export async function startDemoBackend(options: BackendOptions): Promise<DemoBackend> {
  const server = createServer(createListener(options)).listen(options.port, loopback);
  await once(server, 'listening');
  return {
    url: `http://${loopback}:${options.port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function createListener(options: BackendOptions): RequestListener {
  const routes = routesOf(options, createWebhookLog(options.webhookSecret));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    admitCaller(request, response, options.pagesOrigins);
    if (request.method === 'OPTIONS') return answerPreflight(response);
    const route = routes[`${request.method} ${request.url}`];
    if (route === undefined) throw new RequestProblem(404, 'There is no such route');
    await route(request, response);
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A caller who went away while sending is owed no answer.
      if (request.destroyed && !request.complete) return;
      answerError(response, error);
    });
  };
}

function routesOf(options: BackendOptions, log: WebhookLog): Record<string, Answer> {
  const client = clientOf(options.mtchat);
  return {
    'GET /people': (_request, response) => sendJson(response, 200, people),
    'GET /orders': (_request, response) => sendJson(response, 200, orders),
    'POST /token': (request, response) => giveToken(options, request, response),
    'POST /dialogs': (request, response) => makeDialog(client, options, request, response),
    'POST /webhooks': (request, response) => takeWebhook(log, request, response),
    'GET /webhooks/stream': (_request, response) => streamWebhooks(log, response),
  };
}

/** A real host takes the person from its own session; here the pages say who is sitting before them. */
async function giveToken(
  { authentication }: BackendOptions,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const { person: id } = tokenBody.parse(await readJson(request));
  const person = people.find((candidate) => candidate.id === id);
  if (person === undefined) throw new RequestProblem(404, 'There is no such person');
  if (authentication.kind === 'impossible') {
    throw new RequestProblem(
      503,
      'Only the holder of the key of JWT_JWKS_URL can sign for the people of the demo',
    );
  }
  const token = authentication.kind === 'signed' ? await signToken(person, authentication) : null;
  sendJson(response, 200, { token } satisfies TokenAnswer);
}

async function makeDialog(
  client: ManagementClient,
  { pagesOrigins }: BackendOptions,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const form = newDialogBody.parse(await readJson(request));
  const objectUrl = orderUrl(pagesOrigins[0], form.orderId);
  sendJson(response, 201, await createDialogOfForm(client, form, objectUrl));
}

async function takeWebhook(log: WebhookLog, request: IncomingMessage, response: ServerResponse) {
  const isTaken = await log.receive(await readBody(request), request.headers);
  response.writeHead(isTaken ? 204 : 401).end();
}

/** The page of an order. */
export function orderUrl(pagesOrigin: string, orderId: string): string {
  return `${pagesOrigin}/#/orders/${encodeURIComponent(orderId)}`;
}

function answerError(response: ServerResponse, error: unknown) {
  if (error instanceof RequestProblem) return sendJson(response, error.status, { error: error.message });
  if (error instanceof z.ZodError) return sendJson(response, 400, { error: z.prettifyError(error) });
  if (error instanceof MTChatError) return sendJson(response, 502, { error: error.message });
  console.error('The backend of the demo failed:', error);
  sendJson(response, 500, { error: 'The backend of the demo failed; its output says why' });
}

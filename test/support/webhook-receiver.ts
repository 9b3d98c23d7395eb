import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** A webhook as it arrived, byte for byte. */
export interface ReceivedWebhook {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

type Answer = (response: ServerResponse, request: IncomingMessage, webhook: ReceivedWebhook) => void;

export interface WebhookReceiver {
  url: string;
  received: readonly ReceivedWebhook[];
  /** Resolves when one more webhook has arrived whole. */
  oneMore(): Promise<ReceivedWebhook>;
  /** How to answer from now on. */
  answerWith(answer: Answer): void;
  close(): Promise<void>;
}

function flatHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** The body, if it came whole: undefined where the sender died on the way, of which there is nobody to tell. */
async function wholeText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch (error) {
    if (request.complete) throw error;
  }
  return request.complete ? Buffer.concat(chunks).toString('utf8') : undefined;
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
      resolve(`http://127.0.0.1:${address.port}`);
    });
  });
}

/** A host's webhook receiver: a real HTTP server, which answers 204 until told otherwise. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const waiting: ((webhook: ReceivedWebhook) => void)[] = [];
  let answer: Answer = (response) => {
    response.writeHead(204).end();
  };

  const server = createServer(async (request, response) => {
    const { method = '', url: path = '' } = request;
    const body = await wholeText(request);
    if (body === undefined) return;
    const webhook = { method, path, headers: flatHeaders(request), body };
    received.push(webhook);
    for (const resolve of waiting.splice(0)) resolve(webhook);
    answer(response, request, webhook);
  });

  return {
    url: await listen(server),
    received,
    oneMore: () => new Promise((resolve) => waiting.push(resolve)),
    answerWith(next) {
      answer = next;
    },
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import * as z from 'zod';
import { receiverMood, type SeenWebhook } from './receiver-wire.ts';
import type { ReceivedWebhook, WebhookReceiver } from './webhook-receiver.ts';

const namesDialog = z.object({ data: z.object({ dialog_id: z.string() }) });

function dialogOf({ body }: ReceivedWebhook): string {
  return namesDialog.parse(JSON.parse(body)).data.dialog_id;
}

/** Checks both signatures as receivers do. */
function isSigned({ headers, body }: ReceivedWebhook, secret: string): boolean {
  try {
    new Webhook(secret).verify(body, headers);
  } catch {
    return false;
  }
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return headers['x-webhook-signature'] === `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
}

function act(mood: z.output<typeof receiverMood> | undefined, response: ServerResponse): void {
  if (mood?.does === 'hang') return;
  if (mood?.does === 'reset') return void response.destroy();
  response.writeHead(mood?.status ?? 204, mood?.location === undefined ? {} : { Location: mood.location });
  response.end();
}

/**
 * Lets tests that run in another process see and steer the receiver, each dialog by itself: `GET /{dialog id}` is what came
 * of it so far, `PUT /` sets a `ReceiverMood`.
 */
export async function startReceiverControl(receiver: WebhookReceiver, secret: string) {
  const moods = new Map<string, z.output<typeof receiverMood>>();
  const seen = new Map<string, SeenWebhook[]>();

  receiver.answerWith((response, _request, webhook) => {
    const dialogId = dialogOf(webhook);
    const { path, headers, body } = webhook;
    seen.set(dialogId, [
      ...(seen.get(dialogId) ?? []),
      { path, headers, body, isSigned: isSigned(webhook, secret) },
    ]);
    act(moods.get(dialogId), response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    if (request.method === 'PUT') {
      const mood = receiverMood.parse(await json(request));
      moods.set(mood.dialogId, mood);
      return response.end();
    }
    return response.end(JSON.stringify(seen.get((request.url ?? '').slice(1)) ?? []));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The control has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

import type { ServerResponse } from 'node:http';
import type { WebhookLog } from './webhook-log.ts';
import type { ReceivedWebhook } from './wire.ts';

/** Sends what the log holds, and then each webhook as it comes, as server-sent events until the page goes away. */
export function streamWebhooks(log: WebhookLog, response: ServerResponse) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  // A page that connects again begins anew, so that it shows nothing twice.
  response.write('event: start\ndata: {}\n\n');
  const send = (received: ReceivedWebhook) => response.write(`data: ${JSON.stringify(received)}\n\n`);
  log.recent().forEach(send);
  response.once('close', log.listen(send));
}

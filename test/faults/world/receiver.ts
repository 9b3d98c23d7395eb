import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import { startWebhookReceiver } from '../../support/webhook-receiver.ts';
import type { Delivery } from '../history.ts';
import type { ReceiverFault } from '../schedule.ts';

export interface FaultyReceiver {
  url: string;
  /** What it does with the first try of each webhook from now on; undefined ends the fault. */
  setFault(fault: ReceiverFault | undefined): void;
  close(): Promise<void>;
}

const withId = z.object({ id: z.string() });

/**
 * A host's receiver, which writes down what arrives. Only first tries fail: a second failure would put the third try off for
 * half a minute.
 */
export async function startFaultyReceiver(deliveries: Delivery[]): Promise<FaultyReceiver> {
  const receiver = await startWebhookReceiver();
  const seen = new Set<string>();
  const hanging = new Set<ServerResponse>();
  let fault: ReceiverFault | undefined;

  receiver.answerWith((response, _request, { body }) => {
    const { id } = withId.parse(JSON.parse(body));
    const fails = seen.has(id) ? undefined : fault;
    seen.add(id);
    deliveries.push({ body, receivedAt: Date.now(), isTaken: fails === undefined });
    if (fails === 'hang') hanging.add(response);
    else if (fails === 'reset') response.destroy();
    else response.writeHead(fails === 'error' ? 500 : 204).end();
  });

  return {
    url: receiver.url,
    setFault(next) {
      fault = next;
      for (const response of hanging) response.destroy();
      hanging.clear();
    },
    close: () => receiver.close(),
  };
}

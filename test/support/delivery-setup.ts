import { randomBytes } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import startGatewayAndDatabase from './gateway-setup.ts';
import { startReceiverControl } from './receiver-control.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';

/** Starts a real webhook receiver, which tests inside workerd control over HTTP, beside an embedded Postgres and its gateway. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stopGateway = await startGatewayAndDatabase(project);
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const receiver = await startWebhookReceiver();
  const control = await startReceiverControl(receiver, secret);
  project.provide('receiverUrl', receiver.url);
  project.provide('controlUrl', control.url);
  project.provide('webhookSecret', secret);
  return async () => {
    await control.close();
    await receiver.close();
    await stopGateway();
  };
}

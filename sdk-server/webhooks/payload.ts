import { isRecord, parseJson } from '../../contract/calls.ts';
import type { Webhook } from '../contract.ts';

/**
 * The webhook that a body holds; undefined where it is none. What is in `data` is the server's word, signed. An event of a later
 * version passes as it is: refused, it would be sent again for hours.
 */
export function webhookOf(body: Uint8Array): Webhook | undefined {
  const payload = parseJson(textOf(body));
  return isWebhook(payload) ? payload : undefined;
}

function isWebhook(payload: unknown): payload is Webhook {
  if (!isRecord(payload)) return false;
  const { id, event, timestamp, data } = payload;
  const isNamed = typeof id === 'string' && typeof event === 'string';
  return isNamed && typeof timestamp === 'string' && !Number.isNaN(Date.parse(timestamp)) && isRecord(data);
}

function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    // No JSON begins with nothing: the caller finds no webhook in it.
    return '';
  }
}

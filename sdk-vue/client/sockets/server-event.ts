import { isRecord, parseJson } from '../../../contract/calls.ts';
import type { ServerEvent } from '../contract.ts';

/** The contract's events; a list that the type keeps complete. */
const eventTypes: Record<ServerEvent['type'], true> = {
  connected: true,
  'message.new': true,
  'message.edited': true,
  'message.deleted': true,
  'message.read': true,
  'participant.joined': true,
  'participant.left': true,
  'dialog.archived': true,
  'dialog.unarchived': true,
  'dialog.updated': true,
  'dialog.deleted': true,
  'presence.update': true,
  typing: true,
  pong: true,
  error: true,
};

/** What the server said; undefined for what this client does not know, such as the events of a newer server. */
export function parseServerEvent(frame: unknown): ServerEvent | undefined {
  const said = typeof frame === 'string' ? parseJson(frame) : undefined;
  return isRecord(said) && isServerEvent(said) ? said : undefined;
}

/** By its type; that an event has the fields of its type is the server's word. */
function isServerEvent(said: Record<string, unknown>): said is Record<string, unknown> & ServerEvent {
  return typeof said.type === 'string' && Object.hasOwn(eventTypes, said.type);
}

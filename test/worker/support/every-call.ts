import type { CallOptions } from './api.ts';

/** A call of the Chat API on a dialog, with a body that would be right. */
export interface DialogCall {
  method: string;
  path: string;
  body?: unknown;
  /** How it is refused in a dialog that the message is not of; undefined where it names no message. */
  withForeignMessage?: 400 | 404;
}

/** Every call of the Chat API on one dialog, or on one message of it. */
export const callsOnDialog: readonly DialogCall[] = [
  { method: 'GET', path: '{dialog}' },
  { method: 'GET', path: '{dialog}/participants' },
  { method: 'POST', path: '{dialog}/join', body: { display_name: 'Stranger', company: 'Elsewhere' } },
  { method: 'POST', path: '{dialog}/leave' },
  { method: 'POST', path: '{dialog}/archive' },
  { method: 'POST', path: '{dialog}/unarchive' },
  { method: 'POST', path: '{dialog}/pin' },
  { method: 'POST', path: '{dialog}/unpin' },
  { method: 'POST', path: '{dialog}/notifications', body: { enabled: false } },
  { method: 'GET', path: '{dialog}/messages' },
  { method: 'GET', path: '{dialog}/messages?before={message}' },
  { method: 'GET', path: '{dialog}/messages?after={message}' },
  { method: 'POST', path: '{dialog}/messages', body: { content: 'Let me in' } },
  ...onMessage(404, [
    { method: 'GET', path: '{dialog}/messages?around={message}' },
    { method: 'POST', path: '{dialog}/read', body: { last_read_message_id: '{message}' } },
    { method: 'GET', path: '{dialog}/messages/{message}' },
    { method: 'PUT', path: '{dialog}/messages/{message}', body: { content: 'Rewritten' } },
    { method: 'DELETE', path: '{dialog}/messages/{message}' },
  ]),
  ...onMessage(400, [
    { method: 'POST', path: '{dialog}/messages', body: { content: 'Let me in', reply_to: '{message}' } },
  ]),
];

function onMessage(withForeignMessage: 400 | 404, calls: DialogCall[]): DialogCall[] {
  return calls.map((call) => ({ ...call, withForeignMessage }));
}

/** The arguments with which a user, or `call` itself, makes the call on this dialog and message. */
export function aimedAt(
  { method, path, body }: DialogCall,
  dialogId: string,
  messageId: string,
): [method: string, path: string, options: CallOptions] {
  const fill = (text: string) => text.replace('{dialog}', dialogId).replace('{message}', messageId);
  return [
    method,
    `/dialogs/${fill(path)}`,
    body === undefined ? {} : { rawBody: fill(JSON.stringify(body)) },
  ];
}

/** A call of the Chat API on one dialog, with a body that would be right. */
export interface DialogCall {
  method: string;
  path: string;
  body?: unknown;
}

/** Every call of the Chat API on this dialog and this message of it. */
export function callsOnDialog(dialogId: string, messageId: string): DialogCall[] {
  const dialog = `/dialogs/${dialogId}`;
  const message = `${dialog}/messages/${messageId}`;
  return [
    { method: 'GET', path: dialog },
    { method: 'GET', path: `${dialog}/participants` },
    { method: 'POST', path: `${dialog}/join`, body: { display_name: 'Stranger', company: 'Elsewhere' } },
    { method: 'POST', path: `${dialog}/leave` },
    { method: 'POST', path: `${dialog}/archive` },
    { method: 'POST', path: `${dialog}/unarchive` },
    { method: 'POST', path: `${dialog}/pin` },
    { method: 'POST', path: `${dialog}/unpin` },
    { method: 'POST', path: `${dialog}/notifications`, body: { enabled: false } },
    { method: 'POST', path: `${dialog}/read`, body: { last_read_message_id: messageId } },
    { method: 'GET', path: `${dialog}/messages` },
    { method: 'GET', path: `${dialog}/messages?before=${messageId}` },
    { method: 'GET', path: `${dialog}/messages?around=${messageId}` },
    { method: 'POST', path: `${dialog}/messages`, body: { content: 'Let me in' } },
    { method: 'POST', path: `${dialog}/messages`, body: { content: 'Let me in', reply_to: messageId } },
    { method: 'GET', path: message },
    { method: 'PUT', path: message, body: { content: 'Rewritten' } },
    { method: 'DELETE', path: message },
  ];
}

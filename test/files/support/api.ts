import { inject } from 'vitest';
import type { DialogForHost } from '../../../contract/dialogs.ts';
import type { ErrorBody } from '../../../contract/errors.ts';
import type { Message, MessagePage } from '../../../contract/messages.ts';
import { developmentAdminToken } from '../../../scripts/dev/settings.ts';

export const projectUrl = inject('projectUrl');

interface Reply<Data> {
  status: number;
  data: Data;
  error: ErrorBody['error'] | undefined;
}

interface Presigned {
  upload_url: string;
  s3_key: string;
  expires_in: number;
  headers: Record<string, string>;
}

async function call<Data>(method: string, path: string, body?: unknown): Promise<Reply<Data>> {
  const response = await fetch(`${projectUrl}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${developmentAdminToken}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // What a test reads of it, it also checks: a wrong shape fails there.
  const answer: { data: Data; error?: ErrorBody['error'] } = text === '' ? {} : JSON.parse(text);
  return { status: response.status, data: answer.data, error: answer.error };
}

/** A user of the Chat API, trusted to be who they say. */
function user(id: string) {
  function callAs<Data = unknown>(method: string, path: string, body?: unknown) {
    return call<Data>(method, `${path}?user_id=${id}`, body);
  }
  return {
    id,
    /** Asks where to upload a text of five bytes, unless the fields say otherwise. */
    presign: (dialogId: string, fields: Record<string, unknown> = {}) =>
      callAs<Presigned>('POST', '/upload/presign', {
        dialog_id: dialogId,
        filename: 'notes.txt',
        content_type: 'text/plain',
        size: 5,
        ...fields,
      }),
    /** Sends files alone, unless the fields say otherwise. */
    send: (dialogId: string, attachments: readonly unknown[], fields: Record<string, unknown> = {}) =>
      callAs<Message>('POST', `/dialogs/${dialogId}/messages`, { content: '', attachments, ...fields }),
    message: (dialogId: string, messageId: string) =>
      callAs<Message>('GET', `/dialogs/${dialogId}/messages/${messageId}`),
    messages: (dialogId: string) => callAs<MessagePage>('GET', `/dialogs/${dialogId}/messages`),
    edit: (dialogId: string, messageId: string, content: string) =>
      callAs<Message>('PUT', `/dialogs/${dialogId}/messages/${messageId}`, { content }),
    remove: (dialogId: string, messageId: string) =>
      callAs('DELETE', `/dialogs/${dialogId}/messages/${messageId}`),
    attachmentUrl: (attachmentId: string) =>
      callAs<{ url: string; thumbnail_url: null; expires_in: number }>(
        'GET',
        `/attachments/${attachmentId}/url`,
      ),
  };
}
export type User = ReturnType<typeof user>;

/** A new user, who takes part in nothing. */
export function stranger(): User {
  return user(`stranger-${crypto.randomUUID()}`);
}

/** Two new users and a dialog of theirs. */
export async function dialogOfTwo() {
  const [ada, bob] = [user(`ada-${crypto.randomUUID()}`), user(`bob-${crypto.randomUUID()}`)];
  const { data } = await call<DialogForHost>('POST', '/management/dialogs', {
    object_type: 'order',
    object_id: crypto.randomUUID(),
    participants: [ada.id, bob.id],
  });
  return { dialogId: data.id, ada, bob };
}

/** The host deletes a dialog. */
export async function deleteDialog(dialogId: string): Promise<void> {
  const { status } = await call('DELETE', `/management/dialogs/${dialogId}`);
  if (status !== 204) throw new Error(`Not deleted: ${status}`);
}

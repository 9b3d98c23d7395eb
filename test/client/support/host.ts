import { inject } from 'vitest';
import type { DialogForHost } from '../../../contract/dialogs.ts';
import { developmentAdminToken } from '../../../scripts/dev/settings.ts';
import { type ChatClient, createChatClient } from '../../../sdk-vue/client/chat-client.ts';

export const projectUrl = inject('projectUrl');

/** The host's calls, which must all succeed. */
async function call<Data>(method: string, path: string, body?: unknown, url = projectUrl): Promise<Data> {
  const response = await fetch(`${url}/api/v1/management${path}`, {
    method,
    headers: { Authorization: `Bearer ${developmentAdminToken}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The host's call was answered ${response.status}: ${text}`);
  // What a test reads of it, it also checks: a wrong shape fails there.
  const answer: { data: Data } = JSON.parse(text || '{}');
  return answer.data;
}

/** A name that no other test has. */
export function unique(name: string): string {
  return `${name}-${crypto.randomUUID()}`;
}

interface DialogFields {
  object_type?: string;
  object_id?: string;
  title?: string;
  access_scopes?: unknown[];
}

/** A new dialog of these users. */
export function createDialog(participants: string[], fields: DialogFields = {}, url = projectUrl) {
  const body = { object_type: 'order', object_id: unique('order'), participants, ...fields };
  return call<DialogForHost>('POST', '/dialogs', body, url);
}

export function removeParticipant(dialogId: string, userId: string): Promise<void> {
  return call('DELETE', `/dialogs/${dialogId}/participants/${userId}`);
}

export function clientOf(userId: string, baseUrl = projectUrl): ChatClient {
  return createChatClient({ baseUrl, userId });
}

/** Two new users with their clients, and a dialog of theirs. */
export async function dialogOfTwo(baseUrl = projectUrl) {
  const [ada, bob] = [unique('ada'), unique('bob')];
  const dialog = await createDialog([ada, bob]);
  return {
    dialogId: dialog.id,
    ada: { id: ada, client: clientOf(ada, baseUrl) },
    bob: { id: bob, client: clientOf(bob, baseUrl) },
  };
}

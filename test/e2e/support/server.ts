import { inject } from 'vitest';
import type { DialogForHost } from '../../../contract/dialogs.ts';
import type { ChatClient } from '../../../sdk-vue/client/chat-client.ts';
import { createChatClient } from '../../../sdk-vue/client/chat-client.ts';
import { type Person, type Scope, tokenOf, unique } from './people.ts';

/** Speaks for a person without a browser: what others do meanwhile. */
export function clientOf(person: Person): ChatClient {
  return createChatClient({
    baseUrl: inject('projectUrl'),
    token: () => tokenOf(person),
    userId: person.userId,
  });
}

/** Calls the Management API as the host does. Throws where it refuses. */
export async function manage<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${inject('projectUrl')}/api/v1/management${path}`, {
    method,
    headers: { Authorization: 'Bearer dev-admin-token', 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  if (response.status === 204) return undefined as Answer;
  // What the contract says of the call; a test that reads something else of it fails there.
  const { data } = (await response.json()) as { data: Answer };
  return data;
}

interface NewDialog {
  participants?: Person[];
  title?: string;
  object?: { type: string; id: string; url?: string };
  /** Who may join. */
  scopes?: Scope[];
}

/** A dialog of an object of its own, unless told otherwise. */
export function createDialog({
  participants = [],
  title,
  object,
  scopes = [],
}: NewDialog): Promise<DialogForHost> {
  return manage('POST', '/dialogs', {
    object_type: object?.type ?? 'order',
    object_id: object?.id ?? unique('order'),
    object_url: object?.url,
    title,
    participants: participants.map(({ userId, profile: { displayName, company, email, phone } }) => ({
      user_id: userId,
      display_name: displayName,
      company,
      email,
      phone,
    })),
    access_scopes: scopes,
  });
}

import { host, unique, user } from './api.ts';

export type User = ReturnType<typeof user>;

/** New users of these names, and a dialog in which all of them take part. */
export async function dialogOf<Name extends string>(...names: Name[]) {
  const people = names.map((name) => user(unique(name)));
  const dialog = await host.createDialog({ participants: people.map((person) => person.id) });
  // `fromEntries` forgets which names it was given.
  const byName = Object.fromEntries(names.map((name, index) => [name, people[index]])) as Record<Name, User>;
  return { dialogId: dialog.id, ...byName };
}

/** Sends a message that must be accepted, and gives it. */
export async function said(
  author: User,
  dialogId: string,
  content: string,
  fields: Record<string, unknown> = {},
) {
  const reply = await author.send(dialogId, content, fields);
  if (reply.status !== 201) throw new Error(`Not sent: ${reply.status} ${JSON.stringify(reply.error)}`);
  return reply.data;
}

/** The host adds someone to a dialog, who must not be in it yet. */
export async function added(userId: string, dialogId: string, fields: Record<string, unknown> = {}) {
  const reply = await host.call('POST', `/dialogs/${dialogId}/participants`, {
    body: { user_id: userId, ...fields },
  });
  if (reply.status !== 201) throw new Error(`Not added: ${reply.status} ${JSON.stringify(reply.error)}`);
}

/** The host removes someone from a dialog. */
export async function removed(userId: string, dialogId: string) {
  const reply = await host.call('DELETE', `/dialogs/${dialogId}/participants/${encodeURIComponent(userId)}`);
  if (reply.status !== 204) throw new Error(`Not removed: ${reply.status} ${JSON.stringify(reply.error)}`);
}

/** The HTML of a mention, as an editor writes it. */
export function mentionOf(userId: string): string {
  return `<span data-type="mention" data-id="${userId}" data-label="someone">@someone</span>`;
}

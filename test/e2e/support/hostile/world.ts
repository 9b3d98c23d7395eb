import type { DialogForHost } from '../../../../contract/dialogs.ts';
import type { AttachmentInput } from '../../../../contract/messages.ts';
import type { PresignInput } from '../../../../contract/uploads.ts';
import type { ChatClient } from '../../../../sdk-vue/client/chat-client.ts';
import { writePast } from '../history.ts';
import { type Person, type Scope, unique } from '../people.ts';
import { clientOf, createDialog } from '../server.ts';
import { inParallel } from './in-parallel.ts';
import { vectors, vectorsUpTo } from './vectors.ts';

/** As many calls at once as a server on the same machine answers without queueing them. */
const width = 8;

/** With the reader, as many as one call of the Management API takes. */
const peopleInHall = 99;

/** Somebody whose name, company, contacts and user id are vectors. */
export function hostile(name: string, company = name): Person {
  // The host's ids take no control characters, and 255 units.
  const userId = `${unique('x')} ${name.replaceAll(/\p{Cc}/gu, '')}`;
  const profile = { displayName: name, company, email: name, phone: company.slice(0, 50) };
  return { userId, profile, scope: undefined };
}

/** A conversation of people whose names and companies are vectors. */
export interface Hall {
  dialog: DialogForHost;
  people: Person[];
}

/**
 * Conversations in which every vector that can be is somebody's name, and their company's. Each of them has said
 * something that never went through the server, which would have cleaned it: the component is to need no help.
 */
export function createHalls(reader: Person): Promise<Hall[]> {
  const names = vectorsUpTo(200);
  const people = names.map((name, index) => hostile(name, names.at(index - 1)));
  const groups = Array.from({ length: Math.ceil(people.length / peopleInHall) }, (_, index) =>
    people.slice(index * peopleInHall, (index + 1) * peopleInHall),
  );
  return inParallel(groups, 2, async (group, index) => {
    const dialog = await createDialog({ participants: [reader, ...group], title: `Hall ${index}` });
    const past = group.map((by) => ({ by, text: by.profile.displayName, at: new Date() }));
    await writePast(dialog.id, past);
    return { dialog, people: group };
  });
}

/** Conversations about one object of the host that have vectors for their titles, as many as a person may scroll through. */
export function createTitles(
  reader: Person,
  object: { type: string; id: string; url: string },
  scope: Scope,
): Promise<DialogForHost[]> {
  const titles = vectorsUpTo(500).filter((_, index) => index % 2 === 0);
  return inParallel(titles, width, (title) =>
    createDialog({ participants: [reader], title, object, scopes: [scope] }),
  );
}

/** Has every vector said, in answer to another one. */
export async function sayEverything(dialog: DialogForHost, author: Person): Promise<void> {
  const client = clientOf(author);
  let answered: string | undefined;
  await inParallel(vectors, width, async (vector, index) => {
    const content = `<p>Vector ${index}</p>${vector}`;
    const message = await client.sendMessage(dialog.id, { content, ...(answered && { reply_to: answered }) });
    answered = message.id;
  });
}

/** Mentions people by every vector: as it stands in the attributes of the mention, and as it breaks out of them. */
export async function mentionEverybody(dialog: DialogForHost, author: Person): Promise<void> {
  const mentions = vectors.map((vector) => {
    const safe = escaped(vector);
    return (
      `<p><span data-type="mention" data-id="${safe}" data-label="${safe}">@${safe}</span> and ` +
      `<span data-type="mention" data-id="x" data-label="${vector}">@x</span></p>`
    );
  });
  const messages = Array.from({ length: Math.ceil(mentions.length / 10) }, (_, index) =>
    mentions.slice(index * 10, index * 10 + 10).join(''),
  );
  await inParallel(messages, width, (content) => clientOf(author).sendMessage(dialog.id, { content }));
}

/** As markup that says just that. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

const kinds = ['application/zip', 'image/png', 'application/pdf', 'text/html', 'audio/mpeg', 'video/mp4'];

/** Sends files with hostile names, ten with a message, and gives the names. */
export async function sendFiles(dialog: DialogForHost, author: Person): Promise<string[]> {
  const client = clientOf(author);
  const names = vectorsUpTo(255).filter((_, index) => index % 2 === 1);
  const files = await inParallel(names, 4, (filename, index) =>
    upload(client, dialog.id, { filename, content_type: kinds[index % kinds.length] ?? '', size: 1 }),
  );
  const messages = Array.from({ length: Math.ceil(files.length / 10) }, (_, index) =>
    files.slice(index * 10, index * 10 + 10),
  );
  await inParallel(messages, 4, (attachments) => client.sendMessage(dialog.id, { content: '', attachments }));
  return names;
}

/** The storage of local development says 503 when it has too much to do: what is put is put again. */
async function upload(
  client: ChatClient,
  dialogId: string,
  file: Omit<PresignInput, 'dialog_id'>,
  tries = 5,
): Promise<AttachmentInput> {
  const presigned = await client.presignUpload({ dialog_id: dialogId, ...file });
  try {
    await client.putFile(presigned, new Blob(['x'], { type: file.content_type }));
    return { s3_key: presigned.s3_key, ...file };
  } catch (error) {
    if (tries === 1) throw error;
    return upload(client, dialogId, file, tries - 1);
  }
}

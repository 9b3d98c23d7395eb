import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { type AttachmentInput, message } from '../../../contract/messages.ts';
import { type ChatAuthentication, signToken } from '../chat-tokens.ts';
import { type Person, type PersonId, personOf } from '../people.ts';
import { readSeedFile, type SeedFileName, seedFiles } from './files.ts';

const fallbackPauseSeconds = 2;
const triesAtMost = 20;

export interface ChatApi {
  /** Calls the Chat API as a person, `path` after `/api/v1`; gives the answer's JSON, null where there is none. */
  call(
    person: PersonId,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<unknown>;
  /** Sends a message and gives its id. */
  send(person: PersonId, dialogId: string, body: Record<string, unknown>): Promise<string>;
  /** Uploads a file for a message in this dialog. */
  upload(person: PersonId, dialogId: string, name: SeedFileName): Promise<AttachmentInput>;
}

export interface ChatApiOptions {
  /** Without `/api/v1`. */
  url: string;
  authentication: Exclude<ChatAuthentication, { kind: 'impossible' }>;
  signal: AbortSignal;
}

const sentAnswer = z.object({ data: message });
const presignAnswer = z.object({
  data: z.object({ upload_url: z.string(), s3_key: z.string(), headers: z.record(z.string(), z.string()) }),
});

/** The Chat API as the demo's people use it. Where they are told to slow down, or storage is away, it waits and tries again. */
export function createChatApi({ url, authentication, signal }: ChatApiOptions): ChatApi {
  const call: ChatApi['call'] = async (id, method, path, body) => {
    const person = personOf(id);
    const address = new URL(`/api/v1${path}`, url);
    if (authentication.kind === 'trusted') address.searchParams.set('user_id', id);
    const response = await patiently(signal, async () =>
      fetch(address, {
        method,
        headers: { 'Content-Type': 'application/json', ...(await identityOf(person, authentication)) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal,
      }),
    );
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} as ${id}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };

  return {
    call,
    async send(person, dialogId, body) {
      const answer = await call(person, 'POST', `/dialogs/${dialogId}/messages`, body);
      return sentAnswer.parse(answer).data.id;
    },
    async upload(person, dialogId, name) {
      const bytes = await readSeedFile(name);
      const { filename, contentType, width, height } = seedFiles[name];
      const about = { filename, content_type: contentType, size: bytes.byteLength };
      const answer = await call(person, 'POST', '/upload/presign', { dialog_id: dialogId, ...about });
      const { upload_url, s3_key, headers } = presignAnswer.parse(answer).data;
      const stored = await fetch(upload_url, { method: 'PUT', headers, body: bytes, signal });
      if (!stored.ok)
        throw new Error(`The storage refused ${filename}: ${stored.status} ${await stored.text()}`);
      return { s3_key, ...about, width, height };
    },
  };
}

async function identityOf(
  person: Person,
  authentication: ChatApiOptions['authentication'],
): Promise<Record<string, string>> {
  if (authentication.kind === 'signed') {
    return { Authorization: `Bearer ${await signToken(person, authentication)}` };
  }
  return { 'X-Scope-Config': Buffer.from(JSON.stringify(person.scope)).toString('base64') };
}

/** The answer to the first try that is not told to come again later. */
async function patiently(signal: AbortSignal, request: () => Promise<Response>): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const response = await request();
    const isTooEarly = response.status === 429 || response.status === 503;
    if (!isTooEarly || tries === triesAtMost) return response;
    const seconds = Number(response.headers.get('Retry-After') ?? fallbackPauseSeconds);
    await delay(seconds * 1000, undefined, { signal });
  }
}

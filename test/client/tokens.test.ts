import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createChatClient } from '../../sdk-vue/client/chat-client.ts';
import { type RunningProject, runProject } from '../support/running-project.ts';
import { hs256, nowInSeconds, secret } from '../support/tokens.ts';
import { createDialog, unique } from './support/host.ts';
import { closeListeners, connectedListener, listen } from './support/listener.ts';

let project: RunningProject;
let dataDirectory: string;
beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'mtchat-client-'));
  project = await runProject({
    dataDirectory,
    environment: { CHAT_AUTH: 'jwt', JWT_SECRET: secret, RATE_LIMIT: 'off', LOG_LEVEL: 'error', DEMO: 'off' },
  });
});
afterAll(async () => {
  await project.interrupt();
  await rm(dataDirectory, { recursive: true, force: true });
});
afterEach(closeListeners);

/** A token of a user that lives so many seconds from now. */
function tokenOf(userId: string, seconds: number): Promise<string> {
  return hs256({ sub: userId, exp: nowInSeconds() + seconds });
}

/** A host that gives a user these tokens one after the other, and the last for ever. */
function hostGiving(...seconds: number[]) {
  const userId = unique('ada');
  let asked = 0;
  const token = vi.fn(() => {
    const lifetime = seconds[Math.min(asked, seconds.length - 1)] ?? 0;
    asked += 1;
    return tokenOf(userId, lifetime);
  });
  return { userId, token, client: createChatClient({ baseUrl: project.url, userId, token }) };
}

const hour = 3_600;
const longExpired = -hour;

describe('a call', () => {
  it('asks for a token once', async () => {
    const { client, token } = hostGiving(hour);
    await Promise.all([client.listDialogs(), client.listDialogs()]);
    await client.listDialogs();
    expect(token).toHaveBeenCalledTimes(1);
  });

  it('asks anew when the token has expired, once for all calls that were refused', async () => {
    const { client, token } = hostGiving(longExpired, hour);
    const pages = await Promise.all([client.listDialogs(), client.listDialogs(), client.listDialogs()]);
    expect(pages).toHaveLength(3);
    expect(token).toHaveBeenCalledTimes(2);
  });

  it('is UNAUTHORIZED when the new token is no better, or there is none', async () => {
    const { client, token } = hostGiving(longExpired, longExpired + 1);
    await expect(client.listDialogs()).rejects.toMatchObject({ code: 'UNAUTHORIZED', status: 401 });
    expect(token).toHaveBeenCalledTimes(2);
    const fixed = createChatClient({
      baseUrl: project.url,
      userId: 'ada',
      token: await tokenOf('ada', longExpired),
    });
    await expect(fixed.listDialogs()).rejects.toMatchObject({ code: 'UNAUTHORIZED', status: 401 });
  });

  it('of one user with the token of another is FORBIDDEN', async () => {
    const client = createChatClient({
      baseUrl: project.url,
      userId: 'bob',
      token: await tokenOf('ada', hour),
    });
    await expect(client.listDialogs()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a socket', () => {
  it('connects by a token and hears what is said', async () => {
    const { userId, client } = hostGiving(hour);
    const dialog = await createDialog([userId], {}, project.url);
    const listener = await connectedListener(client);
    await client.sendMessage(dialog.id, { content: 'Hello' });
    expect(await listener.heard('message.new')).toMatchObject({ sender_id: userId });
  });

  it('gets a new token when its own expires, and connects again at once', async () => {
    const { client, token } = hostGiving(3, hour);
    const listener = await connectedListener(client, { reconnectInterval: 30_000 });
    await listener.reached('connecting');
    await listener.reached('connected');
    expect(token).toHaveBeenCalledTimes(2);
    expect(listener.statuses.map(({ state }) => state)).toEqual(['connected', 'connecting', 'connected']);
  });

  it('gets a new token when the handshake was refused', async () => {
    const { client, token } = hostGiving(longExpired, hour);
    await connectedListener(client);
    expect(token).toHaveBeenCalledTimes(2);
  });

  it('closes for good when every token is refused', async () => {
    const { client } = hostGiving(longExpired, longExpired + 1, longExpired + 2);
    const listener = listen(client);
    expect(await listener.reached('closed')).toMatchObject({
      reason: 'unauthorized',
      error: { code: 'UNAUTHORIZED' },
    });
  });

  it('closes for good when the host has no other token in place of one that expired', async () => {
    const userId = unique('ada');
    const client = createChatClient({ baseUrl: project.url, userId, token: await tokenOf(userId, 2) });
    const listener = await connectedListener(client);
    expect(await listener.reached('closed')).toMatchObject({ reason: 'unauthorized' });
  });
});

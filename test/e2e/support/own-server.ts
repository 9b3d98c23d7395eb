import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type ChatClient, createChatClient } from '../../../sdk-vue/client/chat-client.ts';
import { freePort } from '../../support/free-port.ts';
import { type RunningProject, runProject } from '../../support/running-project.ts';
import { jwtSecret, type Person, tokenOf } from './people.ts';

/** A server of one test alone, which may therefore be stopped. What it stores outlives that. */
export interface OwnServer {
  url: string;
  stop(): Promise<void>;
  /** At the same address as before. */
  start(): Promise<void>;
  /** Creates a dialog of these people, and gives its id. */
  createDialog(participants: Person[]): Promise<string>;
  clientOf(person: Person): ChatClient;
}

/** Starts one; it ends with the test. */
export async function startOwnServer(): Promise<OwnServer> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'mtchat-own-server-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    PORT: String(port),
    CHAT_AUTH: 'jwt',
    JWT_SECRET: jwtSecret,
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'error',
  };
  let running: RunningProject | undefined;

  async function start(): Promise<void> {
    running = await runProject({ dataDirectory, environment });
  }
  async function stop(): Promise<void> {
    await running?.interrupt();
  }
  onTestFinished(async () => {
    await stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }, 60_000);
  await start();

  return {
    url,
    start,
    stop,
    async createDialog(participants) {
      const response = await fetch(`${url}/api/v1/management/dialogs`, {
        method: 'POST',
        headers: { Authorization: 'Bearer dev-admin-token', 'Content-Type': 'application/json' },
        body: JSON.stringify({
          object_type: 'order',
          object_id: '1',
          participants: participants.map(({ userId }) => userId),
        }),
      });
      // What the contract says of the call.
      const { data } = (await response.json()) as { data: { id: string } };
      return data.id;
    },
    clientOf: (person) =>
      createChatClient({ baseUrl: url, token: () => tokenOf(person), userId: person.userId }),
  };
}

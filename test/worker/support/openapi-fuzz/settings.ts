import { exports } from 'cloudflare:workers';
import { inject } from 'vitest';
import { secret } from '../../../support/tokens.ts';
import { type Variables, workerWith } from '../worker-with.ts';
import {
  type Caller,
  falseBearers,
  falseHosts,
  hosts,
  type Setting,
  tokenBearers,
  trustedUsers,
  unnamedUsers,
} from './callers.ts';
import type { FuzzedOperation } from './operations.ts';
import type { Recipe } from './recipe.ts';
import type { World } from './world.ts';

/** What the tests of this project run with (vitest.config.ts), and what is given besides. */
const secrets = [
  'test-admin-token',
  'postgres://mtchat:mtchat@localhost/mtchat',
  inject('gatewayUrl'),
  secret,
  'key-of-the-storage',
  'key-of-the-webhooks',
];

/** R2, of which only the binding is ever asked here: addresses are signed without a request. */
const everything = {
  S3_ENDPOINT: 'https://account.r2.cloudflarestorage.com',
  S3_BUCKET: 'mtchat-files',
  S3_ACCESS_KEY: 'storage',
  S3_SECRET_KEY: 'key-of-the-storage',
  WEBHOOK_URL: 'http://127.0.0.1:9/hooks',
  WEBHOOK_SECRET: 'key-of-the-webhooks',
};

function needsMore({ id }: FuzzedOperation, { body }: Recipe): boolean {
  const carriesFiles = typeof body === 'string' && body.includes('"attachments"');
  if (id === 'sendMessage') return carriesFiles;
  return ['presignUpload', 'getAttachmentUrl', 'retryFailedWebhook'].includes(id);
}

function settingOf(name: string, variables: Variables, callers: Setting['callers']): Setting {
  return { name, fetch: workerWith(variables).fetch, callers, secrets, isUnconfigured: () => false };
}

const allHosts = [...hosts, ...falseHosts];

/** Where every caller is believed: with all there is, and without storage and webhooks. */
export function trustingSettings({ scope }: World): Setting[] {
  const callers = { management: allHosts, chat: [...trustedUsers(scope), ...unnamedUsers()] };
  const bare = settingOf('without storage and webhooks', {}, callers);
  return [
    settingOf('with everything', everything, callers),
    // Through the runtime's own front door, as a request from outside comes in.
    { ...bare, fetch: (request) => exports.default.fetch(request), isUnconfigured: needsMore },
  ];
}

/** Where callers show a token. */
export async function tokenSetting(world: World): Promise<Setting> {
  const chat = [...(await tokenBearers(world)), ...(await falseBearers(world))];
  const variables = { ...everything, CHAT_AUTH: 'jwt', JWT_SECRET: secret };
  return settingOf('by token', variables, { management: allHosts, chat });
}

function closedTo(callers: readonly Caller[]): Caller[] {
  return callers.map((caller) => ({ ...caller, turnedAway: 503 }));
}

/** Where something that must be configured is not: those who need it hear that, and nobody else. */
export async function closedSettings(world: World): Promise<Setting[]> {
  const tokens = await tokenBearers(world);
  const users = [...trustedUsers(world.scope), ...unnamedUsers()];
  const wrong = settingOf(
    'with a wrong configuration',
    { ...everything, DATABASE_URL: 'mysql://root:key-of-the-webhooks@host/database' },
    { management: closedTo(allHosts), chat: closedTo(users) },
  );
  return [
    settingOf(
      'without ADMIN_API_TOKEN',
      { ...everything, ADMIN_API_TOKEN: undefined },
      {
        management: closedTo(allHosts),
        chat: users,
      },
    ),
    settingOf(
      'without a key for tokens',
      { ...everything, CHAT_AUTH: 'jwt' },
      {
        management: allHosts,
        chat: closedTo([...tokens, ...users]),
      },
    ),
    { ...wrong, isUnconfigured: ({ path, id }) => path.startsWith('/api/v1/') || id === 'getReadiness' },
  ];
}

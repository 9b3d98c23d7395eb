import { join, resolve } from 'node:path';
import * as z from 'zod';
import { settingNames } from '../../contract/settings.ts';
import { Problem } from '../problem.ts';

/** Known to everybody, so that the commands in the README work when pasted. */
export const developmentAdminToken = 'dev-admin-token';

/** Signs the webhooks to the demo's backend, which listens on the loopback address alone. */
const developmentWebhookSecret = `whsec_${Buffer.from('webhooks of local development').toString('base64')}`;

/** What `npm run dev` was told by its environment, with the defaults of local development. */
export interface DevelopmentSettings {
  port: number;
  gatewayPort: number;
  latencyMs: number;
  /** Where the demo's backend listens; undefined where the demo is left out. */
  demoPort: number | undefined;
  dataDirectory: string;
  /** A Postgres to use in place of the embedded one. */
  databaseUrl: string | undefined;
  /** Settings of the Worker that the environment names, as they are: the Worker checks them. */
  workerSettings: Record<string, string>;
}

function wholeNumber(minimum: number, maximum: number, fallback: number) {
  const message = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^[0-9]{1,9}$/, message)
    .default(String(fallback))
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, message);
}

const environmentSchema = z.object({
  PORT: wholeNumber(1, 65_535, 8787),
  DB_GATEWAY_PORT: wholeNumber(1, 65_535, 5488),
  DB_LATENCY_MS: wholeNumber(0, 60_000, 0),
  DEMO: z.enum(['on', 'off'], 'must be on or off').default('on'),
  DEMO_PORT: wholeNumber(1, 65_535, 8788),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.string().optional(),
});

/** The variables that only `npm run dev` has, and `DATABASE_URL`, which means more to it. */
export const developmentNames = [...Object.keys(environmentSchema.shape), 'WRANGLER_LOG'];

/** Reads the environment. A relative `DATA_DIR` is in the project. Throws a `Problem` that names what is wrong. */
export function readDevelopmentSettings(
  environment: NodeJS.ProcessEnv,
  projectDirectory: string,
): DevelopmentSettings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    throw new Problem(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '),
    );
  }
  const { PORT, DB_GATEWAY_PORT, DB_LATENCY_MS, DEMO, DEMO_PORT, DATA_DIR, DATABASE_URL } = parsed.data;
  requireDifferentPorts({ PORT, DB_GATEWAY_PORT, ...(DEMO === 'on' ? { DEMO_PORT } : {}) });
  return {
    port: PORT,
    gatewayPort: DB_GATEWAY_PORT,
    latencyMs: DB_LATENCY_MS,
    demoPort: DEMO === 'on' ? DEMO_PORT : undefined,
    dataDirectory: resolve(projectDirectory, DATA_DIR),
    databaseUrl: DATABASE_URL,
    workerSettings: settingsIn(environment),
  };
}

/** Where the embedded Postgres keeps its files. */
export function databaseDirectory({ dataDirectory }: DevelopmentSettings): string {
  return join(dataDirectory, 'postgres');
}

/** The Worker's variables: those of the environment, and what local development needs where it names none. */
export function workerVariables(
  { port, demoPort, workerSettings }: DevelopmentSettings,
  gatewayUrl: string,
): Record<string, string> & { ADMIN_API_TOKEN: string; CHAT_AUTH: string } {
  return {
    ...(demoPort === undefined || 'WEBHOOK_URL' in workerSettings ? {} : webhooksToDemo(demoPort)),
    // wrangler's own R2, over S3: the credentials stand in wrangler.toml and are worth nothing elsewhere.
    S3_ENDPOINT: `http://127.0.0.1:${port}/cdn-cgi/local/r2/s3`,
    S3_BUCKET: 'mtchat-files',
    S3_ACCESS_KEY: 'local-development',
    S3_SECRET_KEY: 'local-development-secret',
    CHAT_AUTH: 'trusted',
    ADMIN_API_TOKEN: developmentAdminToken,
    // The gateway takes any connection string; the driver wants one with all its parts.
    DATABASE_URL: 'postgres://mtchat:mtchat@localhost/mtchat',
    DATABASE_HTTP_ENDPOINT: `${gatewayUrl}/sql`,
    ...workerSettings,
  };
}

/** Both at once: a receiver that the environment names is not to get the signatures of a secret that everybody knows. */
function webhooksToDemo(demoPort: number) {
  return { WEBHOOK_URL: `http://127.0.0.1:${demoPort}/webhooks`, WEBHOOK_SECRET: developmentWebhookSecret };
}

function requireDifferentPorts(ports: Record<string, number>) {
  const names = Object.keys(ports);
  for (const [index, name] of names.entries()) {
    const same = names.slice(index + 1).find((other) => ports[other] === ports[name]);
    if (same !== undefined)
      throw new Problem(`${name} and ${same} are both ${ports[name]}: change one of them`);
  }
}

function settingsIn(environment: NodeJS.ProcessEnv): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const name of settingNames) {
    const value = environment[name];
    if (value !== undefined && value !== '') settings[name] = value;
  }
  return settings;
}

import * as z from 'zod';

/** An environment variable that is set to nothing is not set. */
function variable<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema);
}

const text = variable(z.string().optional());
const flag = variable(
  z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
);
const webAddress = variable(z.url({ protocol: /^https?$/ }).optional());

function seconds(fallback: number, minimum: number) {
  return variable(
    z
      .string()
      .regex(/^[0-9]{1,9}$/, 'must be a whole number of seconds')
      .default(String(fallback))
      .transform(Number)
      .refine((value) => value >= minimum, `must be at least ${minimum}`),
  );
}

function commaSeparated(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** What the driver needs. It would find the rest out at the first query, and quote the password in its error. */
function isConnectionString(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, hostname, pathname } = new URL(text);
  return /^postgres(ql)?:$/.test(protocol) && username !== '' && hostname !== '' && pathname.length > 1;
}

/** Whether a browser could send it as Origin; apps in a web view have schemes of their own. */
function isOrigin(text: string): boolean {
  return text === '*' || /^[a-z][a-z0-9+.-]*:\/\/[^/?#*\s]+$/.test(text);
}

/** What begins with `whsec_` goes on in base64, as the Standard Webhooks specification has it; else the text is the key. */
function isWebhookSecret(text: string): boolean {
  return !text.startsWith('whsec_') || /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text);
}

const environment = z.object({
  DATABASE_URL: variable(
    z.string().refine(isConnectionString, 'must be like postgres://user:password@host/database'),
  ),
  DATABASE_HTTP_ENDPOINT: webAddress,
  ADMIN_API_TOKEN: text,
  CHAT_AUTH: variable(z.enum(['jwt', 'trusted']).default('jwt')),
  JWT_SECRET: text,
  JWT_SECRETS: text,
  JWT_JWKS_URL: webAddress,
  JWT_USER_ID_CLAIM: variable(z.string().default('sub')),
  JWT_SCOPE_CLAIM: variable(z.string().default('scope_config')),
  TRUST_SCOPE_HEADER: flag,
  WEBHOOK_URL: webAddress,
  WEBHOOK_SECRET: variable(z.string().refine(isWebhookSecret, 'must be base64 after whsec_').optional()),
  S3_ENDPOINT: webAddress,
  S3_BUCKET: text,
  S3_ACCESS_KEY: text,
  S3_SECRET_KEY: text,
  S3_REGION: variable(z.string().default('auto')),
  NOTIFICATION_DELAY_SECS: seconds(30, 1),
  ARCHIVE_AFTER_SECS: seconds(259_200, 0),
  CORS_ALLOWED_ORIGINS: variable(
    z
      .string()
      .default('*')
      .transform(commaSeparated)
      .refine(
        (list) => list.every(isOrigin),
        'must be * or origins like https://app.example, without a path',
      ),
  ),
  RATE_LIMIT: variable(z.enum(['on', 'off']).default('on')),
  LOG_LEVEL: variable(z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info')),
});

/** The names of contract §8, which local development passes from the shell to the Worker. */
export const settingNames = Object.keys(environment.shape);

/** The configuration of contract §8, checked, in the form the code wants it. */
export type Settings = ReturnType<typeof toSettings>;

function toSettings(value: z.output<typeof environment>) {
  return {
    databaseUrl: value.DATABASE_URL,
    databaseHttpEndpoint: value.DATABASE_HTTP_ENDPOINT,
    adminToken: value.ADMIN_API_TOKEN,
    chatAuth: value.CHAT_AUTH,
    jwt: {
      secrets: [
        ...commaSeparated(value.JWT_SECRETS),
        ...(value.JWT_SECRET === undefined ? [] : [value.JWT_SECRET]),
      ],
      jwksUrl: value.JWT_JWKS_URL,
      userIdClaim: value.JWT_USER_ID_CLAIM,
      scopeClaim: value.JWT_SCOPE_CLAIM,
    },
    trustScopeHeader: value.TRUST_SCOPE_HEADER,
    webhook: { url: value.WEBHOOK_URL, secret: value.WEBHOOK_SECRET },
    storage: {
      endpoint: value.S3_ENDPOINT,
      bucket: value.S3_BUCKET,
      accessKey: value.S3_ACCESS_KEY,
      secretKey: value.S3_SECRET_KEY,
      region: value.S3_REGION,
    },
    notificationDelaySeconds: value.NOTIFICATION_DELAY_SECS,
    archiveAfterSeconds: value.ARCHIVE_AFTER_SECS,
    corsAllowedOrigins: value.CORS_ALLOWED_ORIGINS,
    rateLimited: value.RATE_LIMIT === 'on',
    logLevel: value.LOG_LEVEL,
  };
}

/** Settings, or one line for each variable that is missing or wrong. Values are never in it: they may be secrets. */
export type SettingsResult = { ok: true; settings: Settings } | { ok: false; problem: string };

/** Checks the environment once for an isolate: nothing is guessed, a bad value names itself. */
export function parseSettings(env: unknown): SettingsResult {
  const parsed = environment.safeParse(env);
  if (parsed.success) return { ok: true, settings: toSettings(parsed.data) };
  const problem = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  return { ok: false, problem };
}

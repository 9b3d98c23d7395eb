import type { Hono } from 'hono';
import { type GenerateSpecOptions, generateSpecs } from 'hono-openapi';
import { errorBody, type errorStatus } from '../../contract/errors.ts';
import { version } from '../../package.json';
import type { AppEnv } from '../context.ts';
import { tags } from './areas.ts';
import { answerSchema } from './schemas.ts';

const description = `Chat for applications that have users of their own. Success bodies carry data, paged lists next_cursor beside it, errors the envelope Error; every answer has X-Request-Id.

null for an optional field is the same as leaving it out. Unknown fields are ignored, and fields may be added to answers. Lengths are in UTF-16 units. Times are RFC 3339 in UTC with milliseconds.

A user may make 50 requests that write and 200 that read in 10 seconds; over that the answer is 429 with Retry-After.`;

const securitySchemes = {
  adminToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'ADMIN_API_TOKEN, for host backends alone: it must not reach a browser',
  },
  userToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'The token of a user (CHAT_AUTH=jwt), with the user in sub and the scope in scope_config, unless configured otherwise',
  },
  trustedUser: {
    type: 'apiKey',
    in: 'query',
    name: 'user_id',
    description:
      'The user, believed (CHAT_AUTH=trusted), with the scope in the header X-Scope-Config as base64 of JSON: for local development, or behind a gateway that sets both',
  },
} as const;

const meanings = {
  BAD_REQUEST: 'The request is malformed or a field is wrong; details says which',
  UNAUTHORIZED: 'The token is missing, malformed, expired or wrongly signed',
  FORBIDDEN: 'The caller is known and not allowed',
  NOT_FOUND: 'There is no such thing, or none that the caller may know of',
  CONFLICT: 'It is there already, or the Idempotency-Key was used for something else',
  PAYLOAD_TOO_LARGE: 'The body is over 1 MiB',
  UPGRADE_REQUIRED: 'Connect with a WebSocket client',
  RATE_LIMITED: 'Over the limit of the caller',
  INTERNAL_ERROR: 'A fault of the service; the request id names it in the log',
  UNAVAILABLE: 'Something that the service needs is unreachable or not configured',
} satisfies Record<keyof typeof errorStatus, string>;

const retryAfter = {
  'Retry-After': { description: 'Seconds after which to try again', schema: { type: 'integer' } },
} as const;

/** CONFLICT has it while the first request with the same Idempotency-Key is still being answered. */
const mayPass: ReadonlySet<string> = new Set(['RATE_LIMITED', 'UNAVAILABLE', 'CONFLICT']);

function errorAnswers() {
  const content = { 'application/json': { schema: answerSchema(errorBody) } };
  const entries = Object.entries(meanings).map(([code, meaning]) => {
    return [code, { description: meaning, content, ...(mayPass.has(code) ? { headers: retryAfter } : {}) }];
  });
  return Object.fromEntries(entries);
}

const options: Partial<GenerateSpecOptions> = {
  // openapi.json is a route like any other, and no static file.
  excludeStaticFile: false,
  documentation: {
    info: { title: 'MTChat Edge', version, description, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    tags,
    components: { securitySchemes, responses: errorAnswers() },
  },
};

/** The OpenAPI 3.1 document of every described route of the app, as JSON, from the schemas that check requests. */
export async function documentOf(app: Hono<AppEnv>): Promise<string> {
  return JSON.stringify(await generateSpecs(app, options));
}

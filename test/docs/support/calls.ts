import { type Schema as JsonSchema, Validator } from '@cfworker/json-schema';
import type { Operation, ShownDocument } from '../../../worker/openapi/page/shown.ts';
import type { Command } from './shell.ts';

/** A call of the API that a page shows. */
export interface Call {
  method: string;
  url: URL;
  body: string | undefined;
}

const anyOrigin = 'http://127.0.0.1:8787';

/** The call that a curl command makes; undefined where it is no curl, or asks somebody else. */
export function callOfCurl({ words }: Command): Call | undefined {
  if (words[0] !== 'curl') return undefined;
  const valueAfter = (...flags: string[]) => words[words.findIndex((word) => flags.includes(word)) + 1];
  const has = (...flags: string[]) => words.some((word) => flags.includes(word));
  const address = words.find((word) => /^https?:\/\//.test(word));
  if (address === undefined) throw new Error(`No address in: ${words.join(' ')}`);
  const body = has('-d', '--data') ? valueAfter('-d', '--data') : undefined;
  const method = has('-X') ? (valueAfter('-X') ?? '') : body === undefined ? 'GET' : 'POST';
  return { method, url: new URL(address), body };
}

/** The call that a block in the language `http` shows: a request line, headers, an empty line, a body. */
export function callOfHttp(code: string): Call {
  const [head = '', ...rest] = code.split('\n\n');
  const [method = '', path = ''] = (head.split('\n')[0] ?? '').split(' ');
  return { method, url: new URL(path, anyOrigin), body: rest.length === 0 ? undefined : rest.join('\n\n') };
}

function operationOf(document: ShownDocument, { method, url }: Call): Operation | undefined {
  const path = decodeURI(url.pathname);
  const found = Object.entries(document.paths).filter(([template]) => {
    const pattern = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+');
    return new RegExp(`^${pattern}$`).test(path);
  });
  // An exact path comes before one with a parameter in the same place.
  const [template] = found.sort(([a], [b]) => a.split('{').length - b.split('{').length)[0] ?? [];
  return template === undefined ? undefined : document.paths[template]?.[method.toLowerCase()];
}

/** In words that any operation may be called with: who is calling, where the server trusts that or takes it from sockets. */
const everywhere = ['user_id'];

/** A participant may be given by the bare id: the document says so in words, its schema has the longer form. */
function inLongForm(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('participants' in body)) return body;
  if (!Array.isArray(body.participants)) return body;
  const participants = body.participants.map((person) =>
    typeof person === 'string' ? { user_id: person } : person,
  );
  return { ...body, participants };
}

function bodyProblems(document: ShownDocument, operation: Operation, body: string | undefined): string[] {
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  if (schema === undefined) return body === undefined ? [] : ['this operation takes no body'];
  if (body === undefined) return ['this operation needs a body'];
  // Both types are of JSON Schema; they differ in whether what is left out may be undefined, which JSON cannot say.
  const whole = { ...schema, components: document.components } as unknown as JsonSchema;
  const validator = new Validator(whole, '2020-12', false);
  const { valid, errors } = validator.validate(inLongForm(JSON.parse(body)));
  if (!valid) return errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
  const known = Object.keys(schema.properties ?? {});
  // Unknown fields are ignored by the server, which is how a misspelt one in a page would pass unseen.
  return Object.keys(JSON.parse(body))
    .filter((field) => !known.includes(field))
    .map((field) => `${field} is no field of it`);
}

/** What is wrong with a call by the OpenAPI document, in words; nothing where it is right. */
export function problemsOf(document: ShownDocument, call: Call): string[] {
  const name = `${call.method} ${call.url.pathname}`;
  const operation = operationOf(document, call);
  if (operation === undefined) return [`${name}: there is no such operation`];
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const known = [...everywhere, ...parameters.map((parameter) => parameter.name)];
  const strange = [...call.url.searchParams.keys()].filter((key) => !known.includes(key));
  const problems = [
    ...strange.map((key) => `${key} is no parameter of it`),
    ...bodyProblems(document, operation, call.body),
  ];
  return problems.map((problem) => `${name}: ${problem}`);
}

/** Whether there is an operation at this method and path, which may be given as in the reference: `/dialogs/{id}`. */
export function isKnown(document: ShownDocument, method: string, path: string): boolean {
  const candidates = [path, `/api/v1${path}`];
  return candidates.some(
    (candidate) =>
      operationOf(document, { method, url: new URL(candidate, anyOrigin), body: undefined }) !== undefined,
  );
}

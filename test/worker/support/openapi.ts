import { exports } from 'cloudflare:workers';
import { type Schema, Validator } from '@cfworker/json-schema';
import type { JsonSchema } from './json-schema.ts';

interface Content {
  content?: Record<string, { schema: Schema }>;
}

interface Operation {
  operationId: string;
  parameters?: { in: 'path' | 'query' | 'header'; name: string; required: boolean; schema: JsonSchema }[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, Content & { $ref?: string }>;
}

export interface OpenApiDocument {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, Content> };
}

/** The document that the real Worker serves. */
export async function servedDocument(): Promise<OpenApiDocument> {
  const response = await exports.default.fetch(new Request('http://localhost/api/v1/openapi.json'));
  return response.json();
}

/** No field that the document does not name may pass, so that a test sees what is missing in it. */
function closed(key: string, value: unknown): unknown {
  const isShape =
    key !== 'properties' && typeof value === 'object' && value !== null && 'properties' in value;
  return isShape ? { additionalProperties: false, ...value } : value;
}

/** Those that were asked for before: making one takes longer than an answer. */
const validators = new WeakMap<OpenApiDocument, Map<Schema, Validator>>();

function validatorOf(document: OpenApiDocument, schema: Schema): Validator {
  const known = validators.get(document) ?? new Map<Schema, Validator>();
  validators.set(document, known);
  const whole = () => JSON.stringify({ ...schema, components: document.components }, closed);
  const validator = known.get(schema) ?? new Validator(JSON.parse(whole()), '2020-12');
  known.set(schema, validator);
  return validator;
}

/** What is wrong with an answer, going by the document; an empty list when nothing is. */
export function faultsOf(
  document: OpenApiDocument,
  operationId: string,
  { status, body }: { status: number; body: unknown },
): string[] {
  const operation = Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .find((candidate) => candidate.operationId === operationId);
  const given = operation?.responses[String(status)];
  if (given === undefined) return [`${operationId} is not said to answer ${status}`];
  const named = given.$ref?.split('/').at(-1);
  const { content } = named === undefined ? given : (document.components.responses[named] ?? {});
  const schema = content?.['application/json']?.schema;
  if (schema === undefined) return body === undefined ? [] : [`${operationId} is not said to have a body`];
  return validatorOf(document, schema)
    .validate(body)
    .errors.map((fault) => `${operationId} ${status} ${fault.instanceLocation}: ${fault.error}`);
}

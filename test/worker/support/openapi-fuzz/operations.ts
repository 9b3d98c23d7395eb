import type { JsonSchema } from '../json-schema.ts';
import type { OpenApiDocument } from '../openapi.ts';

export interface Parameter {
  place: 'path' | 'query' | 'header';
  name: string;
  required: boolean;
  schema: JsonSchema;
}

/** Who may call: the host's backend, a user, or anyone. */
export type Part = 'management' | 'chat' | 'open';

/** One operation of the document. */
export interface FuzzedOperation {
  id: string;
  method: string;
  /** With its parameters in braces. */
  path: string;
  part: Part;
  parameters: Parameter[];
  body: JsonSchema | undefined;
  /** The statuses of its good answers. */
  successes: number[];
}

function partOf(path: string): Part {
  if (path.startsWith('/api/v1/management/')) return 'management';
  return path.startsWith('/api/v1/') && path !== '/api/v1/openapi.json' ? 'chat' : 'open';
}

/** Every operation of the document. */
export function operationsOf(document: OpenApiDocument): FuzzedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [], requestBody, responses }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path,
      part: partOf(path),
      parameters: parameters.map(({ in: place, ...parameter }) => ({ place, ...parameter })),
      body: requestBody?.content['application/json']?.schema,
      successes: Object.keys(responses)
        .map(Number)
        .filter((status) => status < 300),
    })),
  );
}

/** As a router reads it: what cannot be decoded stays as it is. */
function decoded(segment: string): string {
  try {
    return decodeURI(segment);
  } catch {
    return segment;
  }
}

/** How many of its segments a path template names itself; undefined when the path is not one of it. */
function namedSegments(template: string, pathname: string): number | undefined {
  const [wanted, given] = [template.split('/'), pathname.split('/')];
  if (wanted.length !== given.length) return undefined;
  const isOne = wanted.every((segment, index) => {
    const text = given[index] ?? '';
    return segment.startsWith('{') ? text !== '' : segment === decoded(text);
  });
  return isOne ? wanted.filter((segment) => !segment.startsWith('{')).length : undefined;
}

/** The operation that a request is for, of several the one that names more of the path; HEAD is for that of GET. */
export function operationAt(
  operations: readonly FuzzedOperation[],
  method: string,
  pathname: string,
): FuzzedOperation | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  return operations
    .filter((operation) => operation.method === asked)
    .map((operation) => ({ operation, named: namedSegments(operation.path, pathname) }))
    .filter(({ named }) => named !== undefined)
    .sort((one, other) => (other.named ?? 0) - (one.named ?? 0))[0]?.operation;
}

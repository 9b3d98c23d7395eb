import { type DescribeRouteOptions, describeRoute } from 'hono-openapi';
import * as z from 'zod';
import { type ErrorCode, errorStatus } from '../../contract/errors.ts';
import { answerSchema, parameterSchemas, requestSchema } from './schemas.ts';

/** What the operations of one part of the API have in common. */
interface Area {
  tag: string;
  /** Who may call: one of these. Empty: anyone. */
  security: Record<string, string[]>[];
  /** With which errors any of them may answer. */
  refusals: ErrorCode[];
}

interface Answer {
  description: string;
  schema?: z.ZodType;
}

/** One operation, in the words of the code. */
interface Operation {
  id: string;
  summary: string;
  description?: string;
  path?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: z.ZodType;
  answers: Record<number, Answer>;
  refusals?: ErrorCode[];
}

type Parameters = NonNullable<DescribeRouteOptions['parameters']>;
type Responses = NonNullable<DescribeRouteOptions['responses']>;

function parametersIn(place: 'path' | 'query' | 'header', schema: z.ZodObject | undefined): Parameters {
  if (schema === undefined) return [];
  const { properties, required } = parameterSchemas(schema);
  return Object.entries(properties).map(([name, property]) => ({
    in: place,
    name,
    required: required.includes(name),
    // Both are JSON Schema 2020-12. The library's type for parameters is still that of OpenAPI 3.0.
    schema: property as Record<string, unknown>,
  }));
}

function json(schema: ReturnType<typeof answerSchema>) {
  return { 'application/json': { schema } };
}

function successes(answers: Record<number, Answer>): Responses {
  const entries = Object.entries(answers).map(([status, { description, schema }]) => [
    status,
    schema === undefined ? { description } : { description, content: json(answerSchema(schema)) },
  ]);
  return Object.fromEntries(entries);
}

function refused(codes: ErrorCode[]): Responses {
  const entries = codes.map((code) => [errorStatus[code], { $ref: `#/components/responses/${code}` }]);
  return Object.fromEntries(entries);
}

/** An answer that carries `data`. */
export function data(schema: z.ZodType, description = 'Done'): Answer {
  return { description, schema: z.object({ data: schema }) };
}

/** One page of a list; `next_cursor` is null on the last. */
export function page(schema: z.ZodType): Answer {
  return {
    description: 'One page; next_cursor is null on the last',
    schema: z.object({ data: z.array(schema), next_cursor: z.string().nullable() }),
  };
}

/** An answer without a body. */
export const nothing: Answer = { description: 'Done; there is no body' };

/** Middleware that says in the OpenAPI document what the route after it does. It checks nothing itself. */
export function described(area: Area, operation: Operation) {
  const { id, summary, description, path, query, headers, body, answers, refusals = [] } = operation;
  const tooLarge: ErrorCode[] = body === undefined ? [] : ['PAYLOAD_TOO_LARGE'];
  return describeRoute({
    operationId: id,
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [area.tag],
    security: area.security,
    parameters: [
      ...parametersIn('path', path),
      ...parametersIn('query', query),
      ...parametersIn('header', headers),
    ],
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(requestSchema(body)) } }),
    responses: { ...successes(answers), ...refused([...area.refusals, ...refusals, ...tooLarge]) },
  });
}

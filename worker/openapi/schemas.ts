import { resolver } from 'hono-openapi';
import * as z from 'zod';

type Conversion = Parameters<typeof z.toJSONSchema>[1];

const override: NonNullable<Conversion>['override'] = ({ jsonSchema, zodSchema }) => {
  // Fields may be added to answers: a client that was generated from the document must not refuse them.
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  // A number of the query that is documented as one has rules of a number, not those of its text.
  if (jsonSchema.type === 'integer') delete jsonSchema.pattern;
  // Zod leaves out the default of what it transforms, as one of the text might be another.
  const { def } = zodSchema._zod;
  if (def.type === 'default') jsonSchema.default ??= def.defaultValue;
};

const asked = { io: 'input', override } satisfies Conversion;
const answered = { io: 'output', override } satisfies Conversion;

/** What a client sends, before the schema has turned it into what the code wants. */
export function requestSchema(schema: z.ZodType) {
  return resolver(schema, { options: asked });
}

/** What a client receives. */
export function answerSchema(schema: z.ZodType) {
  return resolver(schema, { options: answered });
}

/** The fields of a query, path or header schema, each as the JSON Schema of one parameter. */
export function parameterSchemas(schema: z.ZodObject) {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, asked);
  return { properties, required };
}

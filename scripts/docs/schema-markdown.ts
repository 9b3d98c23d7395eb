import type { Schema } from '../../worker/openapi/page/shown.ts';

/** One field of a body or an answer, as a row of a table. */
interface Field {
  /** With the fields that lead to it: `participants[].user_id`. */
  name: string;
  type: string;
  isRequired: boolean;
  rules: string;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The name that a reference leads to. */
export function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function choicesOf(schema: Schema): Schema[] {
  return [...(schema.anyOf ?? schema.oneOf ?? [])].filter(isSchema);
}

function isNull(schema: Schema): boolean {
  return schema.type === 'null';
}

/** The schema itself where it is one thing or null. */
function withoutNull(schema: Schema): Schema {
  const others = choicesOf(schema).filter((choice) => !isNull(choice));
  const [only] = others;
  return only !== undefined && others.length === 1 ? only : schema;
}

function plainType(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? 'any JSON'];
  return types.join(' or ');
}

/** A schema in a few words; what has a name is linked to. */
export function typeOf(schema: unknown): string {
  if (!isSchema(schema)) return 'any JSON';
  if (schema.$ref !== undefined) return `[${nameOf(schema.$ref)}](./schemas.md#${nameOf(schema.$ref)})`;
  const choices = choicesOf(schema);
  if (choices.length > 0) return choices.map(typeOf).join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items)}`;
  return plainType(schema);
}

function rulesOf(schema: Schema): string {
  const { minLength, maxLength, minimum, maximum, maxItems, format } = withoutNull(schema);
  const hasLength = minLength !== undefined || maxLength !== undefined;
  const rules = [
    format,
    hasLength ? `${minLength ?? 0} to ${maxLength ?? 'any number of'} characters` : undefined,
    // Zod bounds every whole number by what JavaScript can count to, which is no rule of ours.
    maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? `${minimum ?? 0} to ${maximum}` : undefined,
    maxItems === undefined ? undefined : `at most ${maxItems}`,
    schema.default === undefined ? undefined : `default \`${JSON.stringify(schema.default)}\``,
  ];
  return rules.filter((rule) => rule !== undefined).join('; ');
}

/** The object that a field holds, itself, as the items of a list or beside null; undefined where it has no fields here. */
function objectIn(schema: Schema): { schema: Schema; suffix: string } | undefined {
  const present = withoutNull(schema);
  if (present.type === 'array' && isSchema(present.items)) {
    const item = objectIn(present.items);
    return item && { schema: item.schema, suffix: `[]${item.suffix}` };
  }
  return present.properties === undefined ? undefined : { schema: present, suffix: '' };
}

/** In a request null is the same as leaving a field out, which the reference says once. */
function fieldsOf(schema: Schema, isRequest: boolean, parent = ''): Field[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    if (!isSchema(property)) return [];
    const isRequired = required.has(key);
    const shown = isRequest && !isRequired ? withoutNull(property) : property;
    const name = `${parent}${key}`;
    const inner = objectIn(property);
    const field = { name, type: typeOf(shown), isRequired, rules: rulesOf(property) };
    return [field, ...(inner ? fieldsOf(inner.schema, isRequest, `${name}${inner.suffix}.`) : [])];
  });
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => '---'), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/** The fields of an object as a table in Markdown; of anything else, what it is. */
export function schemaTable(schema: Schema, { isRequest }: { isRequest: boolean }): string {
  const object = objectIn(schema);
  if (object === undefined) return `${typeOf(schema)}\n`;
  const rows = fieldsOf(object.schema, isRequest).map(({ name, type, isRequired, rules }) => {
    const notes = [
      isRequest && isRequired ? '**required**' : '',
      !isRequest && !isRequired ? 'may be absent' : '',
    ];
    return [`\`${name}\``, type, [...notes, rules].filter((note) => note !== '').join('; ')];
  });
  return `${table(['field', 'type', ''], rows)}\n`;
}

/** Parameters of a path, query or header as a table. */
export function parameterTable(
  parameters: readonly { name: string; in: string; required?: boolean; schema?: Schema }[],
): string {
  const rows = parameters.map(({ name, in: place, required, schema }) => {
    const notes = [required ? '**required**' : '', schema === undefined ? '' : rulesOf(schema)];
    const type = schema === undefined ? '' : typeOf(withoutNull(schema));
    return [`\`${name}\``, place, type, notes.filter((note) => note !== '').join('; ')];
  });
  return `${table(['parameter', 'in', 'type', ''], rows)}\n`;
}

export { table };

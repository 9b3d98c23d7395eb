import { html } from 'hono/html';
import type { Schema } from './shown.ts';

type Html = ReturnType<typeof html>;

/** The last part of a reference: the name of what it leads to. */
export function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rulesOf(schema: Schema): string {
  const { minLength, maxLength, minimum, maximum, maxItems, format } = schema;
  const rules = [
    format,
    minLength === undefined && maxLength === undefined
      ? undefined
      : `${minLength ?? 0} to ${maxLength ?? 'any number of'} characters`,
    minimum === undefined || maximum === undefined ? undefined : `${minimum} to ${maximum}`,
    maxItems === undefined ? undefined : `at most ${maxItems}`,
    schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`,
  ];
  return rules.filter((rule) => rule !== undefined).join(', ');
}

function plainType(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  return Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'anything');
}

function fields(schema: Schema): Html {
  const required = new Set(schema.required);
  const items = Object.entries(schema.properties ?? {}).map(
    ([name, property]) =>
      html`<li><code>${name}</code>${required.has(name) ? '' : ' (optional)'}: ${shapeOf(property)}</li>`,
  );
  return html`<ul>${items}</ul>`;
}

/** A JSON Schema as a person reads it; what has a name is linked to. */
export function shapeOf(schema: unknown): Html {
  if (!isSchema(schema)) return html`anything`;
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref);
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    return html`${choices.map((choice, index) => html`${index === 0 ? '' : ' or '}${shapeOf(choice)}`)}`;
  }
  const rules = rulesOf(schema);
  const inBrackets = rules === '' ? '' : ` (${rules})`;
  if (schema.type === 'array') return html`list${inBrackets} of ${shapeOf(schema.items)}`;
  if (schema.properties !== undefined) return html`object ${fields(schema)}`;
  return html`${plainType(schema)}${inBrackets}`;
}

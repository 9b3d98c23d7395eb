import fc from 'fast-check';
import { fitting, fittingParameter } from './fitting.ts';
import type { Body } from './garbage.ts';
import { toJson } from './misfits.ts';
import type { FuzzedOperation, Parameter } from './operations.ts';

/** What must come of a request by someone who may make it: it is understood, it is a BAD_REQUEST, or either. */
export type Verdict = 'fits' | 'wrong' | 'either';

/** A request in the making: it says what it is of, and not yet who sends it, and names things by references. */
export interface Recipe {
  operation: FuzzedOperation;
  kind: 'valid' | 'nearly valid' | 'garbage';
  verdict: Verdict;
  method: string;
  /** As they stand in the URL, encoded or badly so. */
  path: Record<string, string>;
  query: [string, string][];
  headers: [string, string][];
  body: Body | undefined;
}

type Given = [Parameter, string | undefined][];
export type Values = { texts: Given; value: unknown };

/** Whether the request has a body that is read. */
export function takesBody(operation: FuzzedOperation): boolean {
  return operation.body !== undefined;
}

/** A good value of every parameter, and of the body. */
export function goodValues(operation: FuzzedOperation, whole: boolean): fc.Arbitrary<Values> {
  const texts = operation.parameters.map((parameter) =>
    fc.tuple(fc.constant(parameter), fittingParameter(operation, parameter)),
  );
  const value = operation.body === undefined ? fc.constant(undefined) : fitting(operation.body, '', whole);
  return fc.record({ texts: fc.tuple(...texts), value });
}

export const places = ['before', 'after', 'around'];

/** At most one of before, after and around may be given. */
function withOnePlace(query: [string, string][]): [string, string][] {
  const first = query.find(([name]) => places.includes(name));
  return query.filter((part) => part === first || !places.includes(part[0]));
}

export function toRecipe(operation: FuzzedOperation, { texts, value }: Values): Recipe {
  const of = (place: Parameter['place'], write: (text: string) => string) =>
    texts.flatMap(([parameter, text]): [string, string][] =>
      parameter.place === place && text !== undefined ? [[parameter.name, write(text)]] : [],
    );
  return {
    operation,
    kind: 'valid',
    verdict: 'fits',
    method: operation.method,
    path: Object.fromEntries(of('path', encodeURIComponent)),
    query: withOnePlace(of('query', encodeURIComponent)),
    headers: [
      ...of('header', (text) => text),
      ...(takesBody(operation) ? [['Content-Type', 'application/json'] satisfies [string, string]] : []),
      ...(operation.id === 'connect' ? [['Upgrade', 'websocket'] satisfies [string, string]] : []),
    ],
    body: takesBody(operation) ? toJson(value) : undefined,
  };
}

/** Makes a good recipe another one. */
export type Alteration = (recipe: Recipe, values: Values) => Recipe;

export function altered(
  kind: Recipe['kind'],
  verdict: Verdict,
  change: (recipe: Recipe, values: Values) => Partial<Recipe>,
) {
  return (recipe: Recipe, values: Values): Recipe => ({
    ...recipe,
    kind,
    verdict,
    ...change(recipe, values),
  });
}

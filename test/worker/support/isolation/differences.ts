/** Stands in an expected value for what only the server can choose. */
export interface Chosen {
  chosen: 'id' | 'time' | 'text' | 'boolean';
}

const looksRight: Record<Chosen['chosen'], (value: unknown) => boolean> = {
  id: (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  time: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
  text: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
};

export function chosen(what: Chosen['chosen']): Chosen {
  return { chosen: what };
}

function isChosen(expected: unknown): expected is Chosen {
  return typeof expected === 'object' && expected !== null && 'chosen' in expected;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a field of something that may not have it. */
export function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

/** A field that must be text; empty where it is not. */
export function textOf(value: unknown, name: string): string {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : '';
}

/** A value that must be a list; empty where it is not. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Where `actual` is not as expected. Lists must have the same length; objects may have fields besides, as the contract
 * allows: what those hold is looked through for secrets.
 */
export function differences(actual: unknown, expected: unknown, path = ''): string[] {
  if (isChosen(expected)) {
    return looksRight[expected.chosen](actual)
      ? []
      : [`${path} is ${show(actual)}, not a ${expected.chosen}`];
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      return [`${path} is ${show(actual)}, not ${show(expected)}`];
    }
    return expected.flatMap((item, index) => differences(actual[index], item, `${path}[${index}]`));
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return [`${path} is ${show(actual)}, not ${show(expected)}`];
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(actual[key], value, path === '' ? key : `${path}.${key}`),
    );
  }
  return actual === expected ? [] : [`${path} is ${show(actual)}, not ${show(expected)}`];
}

export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'absent';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

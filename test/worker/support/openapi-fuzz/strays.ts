import fc from 'fast-check';
import { oddHeader, oddUrlText } from './garbage.ts';
import type { FuzzedOperation } from './operations.ts';
import type { Recipe } from './recipe.ts';

/** What makes another path of a good one. */
const detours: readonly ((path: string, text: string) => string)[] = [
  (path) => `${path}/`,
  (path) => path.replace('/', '//'),
  (path) => path.replaceAll('/', '//'),
  (path) => path.toUpperCase(),
  (path) => path.replace('v1', 'v2'),
  (path) => path.replace('/api', ''),
  (path) => path.replace('/api/v1', '/api/v1/..'),
  (path) => `${path}/../../..`,
  (path) => path.replace('dialogs', '%64ialogs'),
  (path) => path.replace('management', 'management/..'),
  (path) => path.replace('management', 'MANAGEMENT'),
  (path) => path.replaceAll('/', '%2F').replace('%2F', '/'),
  (path) => path.replaceAll('/', '\\').replace('\\', '/'),
  (path, text) => `${path}/${text}`,
  (path, text) => `${path}${text}`,
  (path, text) => `/${text}${path}`,
  (path, text) => `${path};${text}`,
  (path, text) => `${path}%00${text}`,
  (_, text) => `/${text}`,
  (_, text) => `/api/v1/${text}`,
  (_, text) => `/api/v1/dialogs/${text}`,
  (_, text) => `/api/v1/management/${text}`,
];

/** Requests that no operation of the document is for, as far as their path goes. */
export function strayRecipe(operations: readonly FuzzedOperation[]): fc.Arbitrary<Recipe> {
  return fc
    .record({
      from: fc.constantFrom(...operations),
      detour: fc.constantFrom(...detours),
      text: oddUrlText,
      id: fc.constantFrom('~room.0~', '~foreignDialog.0~', '~message.0~'),
      method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'),
      headers: fc.array(oddHeader, { maxLength: 2 }),
    })
    .map(({ from, detour, text, id, method, headers }): Recipe => {
      const path = detour(from.path.replace(/\{\w+\}/g, id), text);
      const operation: FuzzedOperation = {
        id: 'no operation',
        method,
        path,
        part: 'chat',
        parameters: [],
        body: undefined,
        successes: [],
      };
      return {
        operation,
        kind: 'garbage',
        verdict: 'either',
        method,
        path: {},
        query: [],
        headers,
        body: undefined,
      };
    });
}

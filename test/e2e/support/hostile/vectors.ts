import { ownVectors } from './own-vectors.ts';
import publicVectors from './public-vectors.json' with { type: 'json' };

/** Everything that people may try, from the public lists (README.md beside this file) and of our own. */
export const vectors: readonly string[] = [
  ...new Set([...publicVectors.flatMap((list) => list.vectors), ...ownVectors]),
];

/** Those that fit where so many UTF-16 units are allowed. */
export function vectorsUpTo(length: number): string[] {
  return vectors.filter((vector) => vector.length <= length && vector.trim() !== '');
}

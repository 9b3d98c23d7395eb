import { expect } from 'vitest';
import { type ErrorCode, errorStatus } from '../../../contract/errors.ts';
import type { Reply } from './api.ts';

/** Words that only our own insides use: SQL, stack traces, file names, what the runtime says. */
const internals =
  /\bselect\b|\binsert into\b|\bsyntax error\b|\bviolates\b|postgres(?!:\/\/)|drizzle|neon|zod|\bat \S+ \(|node_modules|\.ts\b|\.js\b|TypeError|RangeError|SyntaxError|\[object/i;

/** That a reply is the contract's error envelope, of a status that goes with its code, and tells nothing of our insides. */
export function expectRefusal({ status, error, headers }: Reply, ...statuses: number[]): void {
  expect(statuses, JSON.stringify(error)).toContain(status);
  expect(error?.message).toMatch(/\w/);
  // The code is looked up under the name that the answer gave.
  expect(errorStatus[error?.code as ErrorCode]).toBe(status);
  expect(JSON.stringify(error)).not.toMatch(internals);
  expect(headers.get('Content-Type')).toMatch(/^application\/json/);
}

import { dialogCases } from './dialog-cases.ts';
import type { Landmarks } from './landmarks.ts';
import { listCases } from './list-cases.ts';
import type { PlanCase } from './plan-case.ts';
import { writeCases } from './write-cases.ts';

/** Every call whose work could grow with the system. */
export function planCases(landmarks: Landmarks): PlanCase[] {
  return [listCases, dialogCases, writeCases].flatMap((casesOf) => casesOf(landmarks));
}

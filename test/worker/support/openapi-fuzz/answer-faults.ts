import { type ErrorCode, errorStatus } from '../../../../contract/errors.ts';
import { faultsOf, type OpenApiDocument } from '../openapi.ts';
import { leaksIn, type TwoTenants } from '../two-tenants.ts';
import type { Caller, Setting } from './callers.ts';
import { leaksOf } from './leaks.ts';
import { type FuzzedOperation, operationAt } from './operations.ts';
import type { Recipe } from './recipe.ts';
import type { Answer, Sent } from './sending.ts';

/** One request, and all that was known before it was sent. */
export interface Attempt {
  document: OpenApiDocument;
  operations: readonly FuzzedOperation[];
  setting: Setting;
  caller: Caller;
  recipe: Recipe;
  sent: Sent;
  others: TwoTenants;
}

interface ErrorAnswer {
  code?: unknown;
  message?: unknown;
  details?: unknown;
}

function jsonOf({ headers, text }: Answer): unknown {
  if (text === '' || !headers.get('Content-Type')?.startsWith('application/json')) return undefined;
  return JSON.parse(text);
}

function errorOf(json: unknown): ErrorAnswer | undefined {
  const isObject = typeof json === 'object' && json !== null && 'error' in json;
  return isObject && typeof json.error === 'object' && json.error !== null ? json.error : undefined;
}

/** The statuses of the contract of which an unknown route, or an unknown method, has one of its own. */
const offTheMap = [400, 401, 403, 404, 413, 426];

/** The operation that the request came out at: an odd path may lead to another one, or to none. */
function targetOf({ operations, sent }: Attempt): FuzzedOperation | undefined {
  return operationAt(operations, sent.method, new URL(sent.url).pathname);
}

function isUnconfigured(attempt: Attempt, target: FuzzedOperation | undefined): boolean {
  const { setting, recipe, caller } = attempt;
  return caller.turnedAway === 503 || setting.isUnconfigured(target ?? recipe.operation, recipe);
}

/** Whether it is an answer that this operation gives, going by the document. */
function faultsByDocument(attempt: Attempt, answer: Answer, json: unknown): string[] {
  const { document, sent } = attempt;
  const { status } = answer;
  const target = targetOf(attempt);
  if (status >= 500 && !(status === 503 && isUnconfigured(attempt, target))) {
    return [`answered ${status}: ${answer.text.slice(0, 300)}`];
  }
  if (target === undefined) {
    const isPreflight = sent.method === 'OPTIONS' && status === 204;
    return isPreflight || status === 503 || offTheMap.includes(status)
      ? []
      : [`there is no such operation, and the answer is ${status}`];
  }
  if (sent.method === 'HEAD') return answer.text === '' ? [] : ['HEAD was answered with a body'];
  return faultsOf(document, target.id, { status, body: json });
}

/** Whether a refusal is one of the contract: its code goes with its status, and it says something. */
function faultsOfError(attempt: Attempt, answer: Answer, json: unknown): string[] {
  const { status, text } = answer;
  // What is not ready is no error: it is what was asked.
  if (status < 400 || text === '' || targetOf(attempt)?.id === 'getReadiness') return [];
  const error = errorOf(json);
  if (error === undefined) return [`${status} without the error of the contract: ${text.slice(0, 300)}`];
  // The code is looked up under the name that the answer gave.
  const isOfStatus = errorStatus[error.code as ErrorCode] === status;
  const says = typeof error.message === 'string' && /\w/.test(error.message);
  return [
    ...(isOfStatus ? [] : [`${status} with the code ${String(error.code)}`]),
    ...(says ? [] : ['an error without a message']),
  ];
}

/** Whether the caller and the request got what they deserve. */
function faultsOfVerdict(attempt: Attempt, answer: Answer, json: unknown): string[] {
  const { caller, recipe } = attempt;
  const target = targetOf(attempt);
  const { status } = answer;
  const isMeant = target?.id === recipe.operation.id && recipe.method === target.method;
  if (target === undefined || status === 413) return [];
  if (caller.turnedAway !== undefined) {
    if (target.part !== recipe.operation.part || status === caller.turnedAway || status === 426) return [];
    return [`${caller.what} is to be turned away with ${caller.turnedAway}, and got ${status}`];
  }
  if (!isMeant || status === 503) return [];
  if (recipe.verdict === 'wrong' && status !== 400) return [`a wrong request was answered ${status}`];
  const isMisunderstood = status === 400 && errorOf(json)?.details !== undefined;
  if (recipe.verdict === 'fits' && (isMisunderstood || status === 401)) {
    return [`a request that the document allows was answered ${status}: ${answer.text.slice(0, 300)}`];
  }
  return [];
}

function faultsOfDiscretion({ setting, caller, recipe, others }: Attempt, answer: Answer): string[] {
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  const isManual = recipe.operation.part === 'open' && answer.status === 200;
  const texts = isManual ? [headers] : [headers, answer.text];
  const isHost = recipe.operation.part === 'management' && caller.turnedAway === undefined;
  return [
    ...texts.flatMap((text) => leaksOf(text, answer.status >= 400, setting.secrets)),
    ...(isHost ? [] : leaksIn(answer.text, others).map((word) => `tells of another tenant: ${word}`)),
  ];
}

/** Everything that is wrong with an answer; an empty list when nothing is. */
export function faultsOfAnswer(attempt: Attempt, answer: Answer): string[] {
  const json = jsonOf(answer);
  const hasName = /^[\w=-]{1,255}$/.test(answer.headers.get('X-Request-Id') ?? '');
  return [
    ...(hasName ? [] : ['the answer has no X-Request-Id']),
    ...faultsByDocument(attempt, answer, json),
    ...faultsOfError(attempt, answer, json),
    ...faultsOfVerdict(attempt, answer, json),
    ...faultsOfDiscretion(attempt, answer),
  ];
}

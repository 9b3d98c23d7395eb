import { type Answer, answerIn, codesOfGateways, type Refusal } from '../../contract/calls.ts';
import { MTChatError, type MTChatErrorFields } from '../mtchat-error.ts';
import { secondsUntilRetry } from './retry.ts';

/** The body of a successful answer; of 204, data that is undefined. Throws an MTChatError for all others. */
export async function readAnswer<Data>(response: Response, address: string): Promise<Answer<Data>> {
  const answer = await answerIn<Data>(response);
  if (answer === undefined) throw notTheContract(response, address);
  if ('data' in answer) return answer;
  throw refused(answer, response);
}

/** With a time to wait these pass by themselves: a conflict is then with the first try under the same key, still at work. */
const mayPass: ReadonlySet<string> = new Set(['UNAVAILABLE', 'CONFLICT']);

function refused({ code, message, details }: Refusal, response: Response): MTChatError {
  const fields = fieldsOf(response);
  // The server says when a retry helps: without a time, something must be configured first, or is in the way for good.
  const isRetryable =
    code === 'RATE_LIMITED' || (mayPass.has(code) && fields.retryAfterSeconds !== undefined);
  return new MTChatError(code, message, { ...fields, details, isRetryable });
}

function notTheContract(response: Response, address: string): MTChatError {
  const { status, headers } = response;
  const code = codesOfGateways[status] ?? 'UNEXPECTED_ANSWER';
  // Status 0 is how some runtimes show a redirect that they were told not to follow.
  const isRedirect = status === 0 || (status >= 300 && status < 400);
  const answered = isRedirect
    ? `a redirect${originOf(headers.get('Location'), address)}, which is not followed`
    : `${status} (${headers.get('Content-Type') ?? 'no content type'}), not as MTChat does`;
  const message = `${new URL(address).origin} answered ${answered}. Check baseUrl, and what stands between here and the server.`;
  const isRetryable = code === 'RATE_LIMITED' || code === 'UNAVAILABLE';
  return new MTChatError(code, message, { ...fieldsOf(response), isRetryable });
}

/** Where a redirect leads: no more than the origin, for the rest may hold secrets. */
function originOf(location: string | null, address: string): string {
  return location !== null && URL.canParse(location, address)
    ? ` to ${new URL(location, address).origin}`
    : '';
}

function fieldsOf({ status, headers }: Response): MTChatErrorFields {
  return {
    status,
    requestId: headers.get('X-Request-Id') ?? undefined,
    retryAfterSeconds: secondsUntilRetry(headers.get('Retry-After'), Date.now()),
  };
}

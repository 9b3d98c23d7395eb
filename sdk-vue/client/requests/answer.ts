import { type Answer, answerIn, codesOfGateways } from '../../../contract/calls.ts';
import { ChatError } from '../chat-error.ts';

/** The body of a successful answer; of 204, data that is undefined. Throws a ChatError for all others. */
export async function readAnswer<Data>(response: Response, address: URL): Promise<Answer<Data>> {
  const answer = await answerIn<Data>(response);
  if (answer === undefined) throw notTheContract(response, address);
  if ('data' in answer) return answer;
  const { code, message, details } = answer;
  throw new ChatError(code, message, { ...fieldsOf(response), details });
}

function notTheContract(response: Response, address: URL): ChatError {
  const type = response.headers.get('Content-Type') ?? 'no content type';
  const message = `${address.origin}${address.pathname} answered ${response.status} (${type}), not as MTChat does. Check baseUrl, and what stands between here and the server.`;
  return new ChatError(codesOfGateways[response.status] ?? 'INTERNAL_ERROR', message, fieldsOf(response));
}

function fieldsOf({ status, headers }: Response) {
  const seconds = headers.get('Retry-After') ?? '';
  return { status, ...(/^\d{1,6}$/.test(seconds) ? { retryAfterSeconds: Number(seconds) } : {}) };
}

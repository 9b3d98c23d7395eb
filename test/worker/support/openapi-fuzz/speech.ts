import fc from 'fast-check';
import { clientMessage } from '../../../../contract/events.ts';
import { pingText } from '../../../../contract/sockets.ts';
import { awkwardTexts } from './garbage.ts';

/** What is said on a socket, in one message. */
export type Words = string | ArrayBuffer;

/** The types of what a client may say, as contract §6 has them. */
const withDialog = ['subscribe', 'unsubscribe', 'typing'];

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function parsed(words: Words): unknown {
  if (typeof words !== 'string') return undefined;
  try {
    return JSON.parse(words);
  } catch {
    return undefined;
  }
}

function ownText(value: object, key: string): string | undefined {
  const text: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** How the server answers it, by contract §6: with a pong, an error, or nothing. */
export function answerTo(words: Words): 'pong' | 'error' | 'nothing' {
  const message = parsed(words);
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return 'error';
  const type = ownText(message, 'type') ?? '';
  if (type === 'ping') return 'pong';
  const isUnderstood = withDialog.includes(type) && uuid.test(ownText(message, 'dialog_id') ?? '');
  return isUnderstood ? 'nothing' : 'error';
}

/** Pings in exactly that spelling are not counted. */
export function isCounted(words: Words): boolean {
  return words !== pingText;
}

function good(dialogIds: readonly string[]): fc.Arbitrary<string> {
  const dialogId = fc.oneof(fc.constantFrom(...dialogIds), fc.uuid());
  const message = fc.oneof(
    fc.constant({ type: 'ping' }),
    fc.record({ type: fc.constantFrom(...withDialog), dialog_id: dialogId }),
  );
  const spaced = fc
    .tuple(message, fc.constantFrom(0, 1, 2))
    .map(([said, spaces]) => JSON.stringify(said, null, spaces));
  return fc.oneof(spaced, fc.constant(pingText));
}

const awkwardValue = fc.oneof(
  fc.constantFrom<unknown>(...awkwardTexts, null, true, 0, -1, [], {}, ['ping'], [[]], { type: 'ping' }),
  fc.jsonValue({ maxDepth: 3 }),
);
const knownTypes = clientMessage.options.map(({ shape }) => shape.type.value);
const nearlyGood = (dialogId: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc
      .record({ type: fc.constantFrom(...knownTypes), dialog_id: awkwardValue })
      .map((said) => JSON.stringify(said)),
    fc.record({ type: awkwardValue, dialog_id: fc.constant(dialogId) }).map((said) => JSON.stringify(said)),
    fc.constantFrom(
      '{"type":"PING"}',
      '{"type":"ping "}',
      '{"Type":"ping"}',
      '{"type":"ping"',
      '"type":"ping"}',
      '{"type":"ping"}{"type":"ping"}',
      '{"type":"ping","type":"none"}',
      '{"type":"none","type":"ping"}',
      '{"type":"ping","__proto__":{"type":"typing"}}',
      '{"__proto__":{"type":"ping"}}',
      '{"constructor":{"prototype":{"type":"ping"}}}',
      '\ufeff{"type":"ping"}',
      ' {"type":"ping"}\n',
      '{"type":"\\u0070ing"}',
      `[{"type":"typing","dialog_id":"${dialogId}"}]`,
      `{"type":"typing","dialog_id":"${dialogId.toUpperCase()}"}`,
      `{"type":"typing","dialog_id":"${dialogId} "}`,
      `{"type":"typing","dialog_id":["${dialogId}"]}`,
      `{"type":"message.new","dialog_id":"${dialogId}","content":"Hello"}`,
      `{"type":"connected","user_id":"x","employee_id":"x"}`,
      `{"type":"typing","dialog_id":"${dialogId}","user_id":"somebody else"}`,
    ),
  );

const garbage: fc.Arbitrary<Words> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.constantFrom(...awkwardTexts, '[]', '['.repeat(10_000), '{"a":'.repeat(10_000), '9'.repeat(10_000)),
  fc.uint8Array({ maxLength: 100 }).map((bytes) => new Uint8Array(bytes).buffer),
  fc.constant(new TextEncoder().encode(pingText)).map((bytes) => new Uint8Array(bytes).buffer),
);

/** Anything that may be said, right, nearly right and not at all. Several together may be one message cut in two. */
export function speech(dialogIds: readonly string[], most: number): fc.Arbitrary<Words[]> {
  const [dialogId = ''] = dialogIds;
  const spoken = fc.oneof(good(dialogIds), nearlyGood(dialogId), garbage);
  const cut = fc
    .tuple(good(dialogIds), fc.nat({ max: 30 }))
    .map(([text, at]): Words[] => [text.slice(0, at), text.slice(at)]);
  return fc
    .array(fc.oneof({ weight: 5, arbitrary: spoken.map((words) => [words]) }, cut), { maxLength: most })
    .map((parts) => parts.flat().slice(0, most));
}

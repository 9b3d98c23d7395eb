import fc from 'fast-check';

/** Text of any kind, as it would stand in a URL. */
const encodedText = fc.string({ unit: 'grapheme' }).map(encodeURIComponent);
const brokenUrlTexts =
  '%ZZ % %00 %D8%00 %ED%A0%80 %FF %2F %2e%2e .. . %25 %2500 %0d%0a * :id __proto__ constructor %5c \' " ; | + %F0%9F%99%82';
const brokenText = fc.constantFrom('', 'x'.repeat(300), 'x'.repeat(10_000), ...brokenUrlTexts.split(' '));
export const urlText = fc.oneof(encodedText, brokenText, fc.uuid({ version: 7 }));

const knownText = [
  '',
  '\u0000',
  '\ud800',
  'a\udc00',
  '🙂',
  '合同',
  '__proto__',
  "' or 1=1 --",
  '<p>',
  '&#0;',
];
const hostileText = fc.oneof(fc.string({ unit: 'binary' }), {
  weight: 3,
  arbitrary: fc.constantFrom(...knownText, 'x'.repeat(300), 'x'.repeat(60_000)),
});
/** Anything that JSON can say in place of what is expected. */
export const hostileValue = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(null, true, 0, -1, 1e308, 2 ** 53, [], {}, [[]], [null], [{}]),
  fc.dictionary(fc.constantFrom('__proto__', 'a\u0000', '\ud800', 'tenant_uid'), hostileText, { minKeys: 1 }),
);

/** A body that every call would accept, before one of its fields is made hostile. */
const goodBody = {
  object_id: 'o',
  object_type: 'order',
  user_id: 'somebody',
  display_name: 'Somebody',
  company: 'Acme',
  enabled: true,
  content: 'Hello',
  access_scopes: [],
};
const brokenBody = fc.constantFrom(
  '',
  '{',
  'null',
  '[]',
  '7',
  '"x"',
  '\ufeff{}',
  ' '.repeat(1_100_000),
  '['.repeat(100_000),
  `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  `{"object_id":"o","object_type":"t","meta":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`,
  '{"object_id":"o","object_type":"t","meta":{"__proto__":{"a":1},"constructor":null,"n":1e999,"m":-1e-999}}',
);
/** A body for a call that reads these fields: mostly right but for one of them. */
export function hostileBody(fields: readonly string[]): fc.Arbitrary<string> {
  const mutated = fc
    .tuple(fc.constantFrom(...fields), hostileValue)
    .map(([field, value]) => JSON.stringify({ ...goodBody, [field]: value }));
  return fc.oneof({ weight: 6, arbitrary: mutated }, brokenBody, fc.json(), fc.string({ unit: 'binary' }));
}

const headerValue = fc.oneof(
  fc.string({ unit: 'grapheme-ascii' }),
  fc.base64String(),
  hostileValue.map((value) => btoa(encodeURIComponent(JSON.stringify(value)))),
  fc.constantFrom(
    '',
    'Bearer',
    'Bearer a.b.c',
    'Basic YTpi',
    'x'.repeat(300),
    '\t',
    'mtchat, bearer.x',
    'null',
  ),
);
const headerNames =
  'X-Scope-Config Idempotency-Key Authorization X-Request-Id Origin Sec-WebSocket-Protocol Accept Access-Control-Request-Method';
/** Headers that the Worker reads, with nonsense in them. */
export const hostileHeaders = fc.dictionary(fc.constantFrom(...headerNames.split(' ')), headerValue, {
  maxKeys: 3,
});

const speechTypes = fc.constantFrom('subscribe', 'typing', 'unsubscribe');
/** What no server expects on a socket. */
export const hostileSpeech = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.constantFrom('', '[]', 'null', '{"type":"__proto__"}', '{"type":["ping"]}', '['.repeat(60_000)),
  fc
    .record({ type: speechTypes, dialog_id: hostileValue })
    .map((said) => JSON.stringify(said).slice(0, 60_000)),
  fc.uint8Array({ maxLength: 100 }).map((bytes) => new Uint8Array(bytes).buffer),
);

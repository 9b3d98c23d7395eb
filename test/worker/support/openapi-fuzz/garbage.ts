import fc from 'fast-check';

/** What a body is made of: text, or bytes that need not be text. */
export type Body = string | Uint8Array<ArrayBuffer>;

/** Text that databases, parsers and people stumble over. */
export const awkwardTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udc00',
  '\udc00\ud800',
  '\uffff',
  '\ufeff',
  '\u202e\u2066',
  '\u2028\u2029',
  'a\u0301\u0301\u0301',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  '𠜎',
  '合同',
  'İıß',
  '__proto__',
  'constructor',
  "' or 1=1 --",
  "'; drop table messages; --",
  '\\',
  '\\u0000',
  '%00',
  '$1',
  '$' + '{7*7}',
  '{{7*7}}',
  '<p>',
  '&#0;&#xD800;',
  '<a href="javascript:alert(1)">x</a>',
  '\r\nX-Injected: yes',
  '../../etc/passwd',
  'null',
  'undefined',
  'NaN',
  '-1',
  'x'.repeat(300),
  'x'.repeat(60_000),
  '['.repeat(5_000),
];

const manyNested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const brokenJson = [
  '',
  ' ',
  '{',
  '}',
  'nul',
  "{'content': 'Hello'}",
  '{"content": NaN}',
  '{"content": "\u0000"}',
  '{"content": "\\ud800"',
  '{"content": "\\u12"}',
  '{"content":"x",}',
  '{"content":"x"}{"content":"x"}',
  '/**/{}',
  'content=Hello&user_id=bob',
  '\ufeff\ufeff{}',
  '['.repeat(10_000),
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  manyNested(10_000),
  `{"object_id":"o","object_type":"t","meta":${manyNested(10_000)}`,
  '9'.repeat(10_000),
];
const otherJson = [
  'null',
  'true',
  '7',
  '-0',
  '1e400',
  '"Hello"',
  '[]',
  '[[]]',
  '[{}]',
  '{}',
  '{"":""}',
  '{"__proto__":{}}',
];

const bytesOf = (text: string): Body => new Uint8Array(new TextEncoder().encode(text));

function truncated(text: string): fc.Arbitrary<string> {
  return fc.nat({ max: Math.max(text.length - 1, 0) }).map((length) => text.slice(0, length));
}

/** In UTF-16, which JSON must not be sent in. */
function inUtf16(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Uint16Array.from(text, (unit) => unit.charCodeAt(0)).buffer);
}

const bytes: fc.Arbitrary<Body> = fc
  .uint8Array({ minLength: 1, maxLength: 200 })
  .map((list) => new Uint8Array(list));

/** Bodies that no operation takes, some of them made of a good one. */
export function garbageBody(good: string): fc.Arbitrary<Body> {
  return fc.oneof(
    fc.constantFrom(...brokenJson, ...otherJson),
    bytes,
    truncated(good),
    fc.constantFrom(inUtf16(good), bytesOf(`${good}x`), bytesOf(`[${good}`)),
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.json({ maxDepth: 3 }).filter((text) => !text.includes('{')),
  );
}

/** None that is said to be no text: workerd would warn of each on the console. */
const contentTypes = [
  'text/plain',
  'application/json; charset=utf-16',
  'application/json; charset=nonsense',
  'application/JSON;;;',
  'application/xml',
  `text/${'x'.repeat(300)}`,
];

/** Headers that change nothing, or that nobody should send. Any may be there several times. */
export const oddHeader: fc.Arbitrary<[string, string]> = fc.oneof(
  fc.tuple(fc.constant('Content-Type'), fc.constantFrom(...contentTypes)),
  fc.tuple(
    fc.constantFrom(
      'X-Request-Id',
      'Origin',
      'Accept',
      'Cookie',
      'Range',
      'If-None-Match',
      'Content-Encoding',
      'X-Forwarded-For',
    ),
    fc.oneof(
      fc.string({ unit: 'grapheme-ascii' }),
      fc.constantFrom('', 'null', '*', 'gzip', 'bytes=0-', 'x'.repeat(5_000)),
    ),
  ),
  fc.tuple(
    fc.constantFrom('X-HTTP-Method-Override', 'Access-Control-Request-Method', 'Content-Length', 'X-User-Id'),
    fc.constantFrom('DELETE', '0', '-1', '99999999999999999999', '1e3', 'PUT, DELETE', '5'),
  ),
);

/** Parts of a URL as they may be sent, not all of them well encoded. */
export const oddUrlText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...'%ZZ % %0 %00 %D8%00 %ED%A0%80 %FF %C0%AF %2F %2f.. %25 %2500 %0d%0a * :id {id} %5c \' " ; | + ~ %F0%9F%99%82 %u0041'.split(
      ' ',
    ),
    'x'.repeat(300),
    'x'.repeat(8_000),
    '%F0%9F%99%82'.repeat(200),
  ),
  fc
    .constantFrom(...awkwardTexts.filter((text) => text.isWellFormed() && text.length < 400))
    .map(encodeURIComponent),
  fc.string({ unit: 'grapheme' }).map((text) => encodeURIComponent(text.toWellFormed())),
);

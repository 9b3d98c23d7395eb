import fc from 'fast-check';
import { awkwardTexts } from './garbage.ts';

/** A request for a socket, and how contract §6 has it answered. */
export interface Upgrade {
  query: [string, string][];
  headers: Record<string, string>;
  status: 101 | 400 | 401 | 403 | 404;
  /** The subprotocol of the answer; null for none. */
  protocol: 'mtchat' | null;
}

/** One part of it; where several are wrong, the first that is looked at decides. */
type Part = Omit<Partial<Upgrade>, 'status'> & { status?: Upgrade['status'] };

/** Who may open what. */
export interface Doors {
  userId: string;
  otherId: string;
  /** In which the user takes part. */
  dialogId: string;
  foreignDialogId: string;
}

const dialogName = 'dialog_id';

function dialogParts({ dialogId, foreignDialogId }: Doors): Part[] {
  const wrong = awkwardTexts
    .filter((text) => text.isWellFormed() && text.length < 400)
    .map((text): Part => ({ query: [[dialogName, text]], status: 400 }));
  return [
    {},
    { query: [[dialogName, dialogId]] },
    { query: [[dialogName, dialogId.toUpperCase()]] },
    // Of a parameter that is there twice the first counts.
    {
      query: [
        [dialogName, dialogId],
        [dialogName, 'x'],
      ],
    },
    {
      query: [
        [dialogName, 'x'],
        [dialogName, dialogId],
      ],
      status: 400,
    },
    {
      query: [
        ['Dialog_Id', 'x'],
        ['dialog_id[]', 'x'],
        ['__proto__', 'x'],
      ],
    },
    { query: [[dialogName, foreignDialogId]], status: 403 },
    { query: [[dialogName, crypto.randomUUID()]], status: 404 },
    { query: [[dialogName, `${dialogId}0`]], status: 400 },
    { query: [[dialogName, dialogId.slice(0, -1)]], status: 400 },
    ...wrong,
  ];
}

const offer = (text: string, protocol: Upgrade['protocol']): Part => ({
  headers: { 'Sec-WebSocket-Protocol': text },
  protocol,
});

const offers: Part[] = [
  {},
  offer('mtchat', 'mtchat'),
  offer('other, mtchat', 'mtchat'),
  offer('mtchat, mtchat', 'mtchat'),
  offer('mtchat,bearer.nonsense', 'mtchat'),
  offer(`${'x, '.repeat(500)}mtchat`, 'mtchat'),
  offer('', null),
  offer(',,,', null),
  offer('MTCHAT', null),
  offer('mtchat2', null),
  offer('bearer.nonsense', null),
  offer('soap, wamp', null),
];

const shared: Part[] = [
  {},
  { headers: { Upgrade: 'WebSocket' } },
  { headers: { 'Sec-WebSocket-Version': '12', 'Sec-WebSocket-Key': 'x' } },
  { headers: { 'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits=99' } },
  { headers: { Origin: 'null' } },
  { headers: { 'X-Request-Id': 'x'.repeat(300) } },
];

/** The parts as one request: it is answered by the first of them that has something to refuse. */
function together(parts: readonly Part[]): Upgrade {
  const refused = parts.find(({ status }) => status !== undefined);
  return {
    query: parts.flatMap(({ query = [] }) => query),
    headers: Object.assign({ Upgrade: 'websocket' }, ...parts.map(({ headers }) => headers)),
    status: refused?.status ?? 101,
    protocol: parts.find(({ protocol }) => protocol !== undefined)?.protocol ?? null,
  };
}

function half<Value>(values: readonly Value[]): fc.Arbitrary<Value> {
  const [first, ...others] = values.map((value) => fc.constant(value));
  if (first === undefined) throw new Error('Nothing to choose from');
  return fc.oneof({ weight: Math.max(others.length, 1), arbitrary: first }, ...others);
}

/** Where every caller is believed. */
export function trustedUpgrade(doors: Doors): fc.Arbitrary<Upgrade> {
  const name: [string, string] = ['user_id', doors.userId];
  const who: Part[] = [
    { query: [name] },
    { query: [name, name] },
    { query: [name, ['token', 'nonsense']] },
    { query: [name, ['user_id', doors.otherId]], status: 400 },
    { query: [], status: 400 },
    { query: [['user_id', '']], status: 400 },
    { query: [['user_id', 'x'.repeat(256)]], status: 400 },
    { query: [['user_id', 'a\u0000']], status: 400 },
    { query: [name], headers: { 'X-Scope-Config': '%' }, status: 400 },
  ];
  const parts = fc.tuple(half(who), half(dialogParts(doors)), half(offers), half(shared));
  return parts.map(together);
}

/** Where they show a token, as a browser can. */
export function tokenUpgrade(doors: Doors, good: string, bad: readonly string[]): fc.Arbitrary<Upgrade> {
  const places: ((token: string) => Part)[] = [
    (token) => offer(`mtchat, bearer.${token}`, 'mtchat'),
    (token) => offer(`bearer.${token} ,mtchat,other`, 'mtchat'),
    (token) => ({ query: [['token', token]] }),
    (token) => ({ headers: { Authorization: `Bearer ${token}` } }),
  ];
  const shown = fc.constantFrom(...places);
  const who = fc.oneof(
    { weight: 3, arbitrary: shown.map((place) => place(good)) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(shown, fc.constantFrom(...bad))
        .map(([place, token]): Part => ({ ...place(token), status: 401 })),
    },
    fc.constantFrom<Part>(
      { status: 401 },
      { query: [['user_id', doors.userId]], status: 401 },
      { query: [['Token', good]], status: 401 },
      { query: [['token', '']], status: 401 },
      // Without `mtchat` beside it, it is not looked at.
      { ...offer(`bearer.${good}`, null), status: 401 },
      {
        query: [
          ['token', good],
          ['user_id', doors.otherId],
        ],
        status: 403,
      },
      {
        query: [
          ['token', good],
          ['user_id', doors.userId],
        ],
      },
    ),
  );
  return fc.tuple(who, half(dialogParts(doors)), half(shared)).map(together);
}

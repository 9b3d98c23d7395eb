import fc from 'fast-check';

/**
 * What exists in the world of the test, by what it is for. A request names it by a reference, which is replaced as it is sent:
 * so the same seed makes the same requests, whatever ids the system gave.
 */
export type Kind =
  | 'caller'
  | 'guest'
  | 'room'
  | 'club'
  | 'shelf'
  | 'spare'
  | 'foreignDialog'
  | 'message'
  | 'passingMessage'
  | 'foreignMessage'
  | 'objectType'
  | 'objectId'
  | 'attachment'
  | 'failedWebhook';
export type Stock = Record<Kind, string[]>;

/** Of characters that neither URLs nor JSON escape. */
const pattern = /~([A-Za-z]+)\.(\d+)~/g;
const idOfNothing = '01900000-0000-7000-8000-000000000000';

/** Names one of these, whichever there are by then. */
export function reference(kind: Kind): fc.Arbitrary<string> {
  return fc.nat({ max: 19 }).map((index) => `~${kind}.${index}~`);
}

function isKind(name: string, stock: Stock): name is Kind {
  return name in stock;
}

/** The text with what the references stand for, each written as `write` does. */
export function resolved(text: string, stock: Stock, write: (id: string) => string): string {
  return text.replace(pattern, (whole, name: string, index: string) => {
    if (!isKind(name, stock)) return whole;
    const ids = stock[name];
    return write(ids[Number(index) % Math.max(ids.length, 1)] ?? idOfNothing);
  });
}

/** As it stands between the quotes of JSON. */
export function insideJson(id: string): string {
  return JSON.stringify(id).slice(1, -1);
}

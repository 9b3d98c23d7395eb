/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number;
  /** True in this share of the cases, 0 to 1. */
  chance(share: number): boolean;
  /** One of the items, of which there is at least one. */
  pick<Item>(items: readonly Item[]): Item;
  /** Numbers of their own for a part of the whole, whatever order the parts run in. */
  fork(part: string): Random;
}

/** The 32 bits of a text, well mixed (FNV-1a). */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (const character of text) bits = Math.imul(bits ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return bits >>> 0;
}

/** The generator mulberry32 of Tommy Ettinger: one number of state, which is enough for schedules. */
export function createRandom(seed: string): Random {
  let state = hash(seed);

  /** From 0 to 1, without 1. */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  return {
    int: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (share) => next() < share,
    pick(items) {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error('There is nothing to pick from');
      return item;
    },
    fork: (part) => createRandom(`${seed}/${part}`),
  };
}

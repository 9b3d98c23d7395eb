/** A copy of `map` with one entry set; `map` itself where it holds that already. */
export function withEntry<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  key: Key,
  value: Value,
): ReadonlyMap<Key, Value> {
  return map.get(key) === value && map.has(key) ? map : new Map(map).set(key, value);
}

/** A copy of `map` without `key`; `map` itself where it does not hold it. */
export function withoutKey<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): ReadonlyMap<Key, Value> {
  if (!map.has(key)) return map;
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

/** Each item as `change` gives it; `list` itself where nothing changed. */
export function mapItems<Item>(list: readonly Item[], change: (item: Item) => Item): readonly Item[] {
  const changed = list.map(change);
  return changed.every((item, index) => item === list[index]) ? list : changed;
}

/** Each value as `change` gives it; `map` itself where nothing changed. */
export function mapValues<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  change: (value: Value, key: Key) => Value,
): ReadonlyMap<Key, Value> {
  let changed = map;
  for (const [key, value] of map) changed = withEntry(changed, key, change(value, key));
  return changed;
}

/** Whether two values of the wire say the same. */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** `fresh`, or `known` where both say the same. */
export function sharing<Value>(known: Value | undefined, fresh: Value): Value {
  return known !== undefined && isSame(known, fresh) ? known : fresh;
}

/** The later of two ids, which sort as text. */
export function later(a: string | null | undefined, b: string): string {
  return a && a > b ? a : b;
}

type Cursor = string | null | undefined;

interface Page<Item> {
  items: readonly Item[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/** Every item of all pages, beginning at the cursor. A page is loaded when all of those before it were taken. */
export async function* everyItem<Item>(
  first: Cursor,
  load: (cursor: Cursor) => Promise<Page<Item>>,
): AsyncGenerator<Item, void, undefined> {
  let { items, nextCursor } = await load(first);
  yield* items;
  while (nextCursor !== null) {
    ({ items, nextCursor } = await load(nextCursor));
    yield* items;
  }
}

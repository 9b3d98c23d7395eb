/** How Word writes which list a paragraph belongs to, and how deep: `mso-list:l0 level2 lfo1`. */
const listStyle = /mso-list:\s*l\d+\s+level(\d+)/i;
const orderedMarker = /^[([]?(?:\d+|[a-z]|[ivxlc]+)[.)\]]/i;

interface WordItem {
  paragraph: Element;
  depth: number;
  tag: 'ul' | 'ol';
}

/**
 * Word copies lists as paragraphs with a bullet or a number typed before their text. Makes real lists of them, in
 * place; paragraphs that belong together follow each other.
 */
export function wordLists(root: Element): void {
  for (const run of runsOf(itemsOf(root))) {
    const [first] = run;
    if (first === undefined) continue;
    const anchor = root.ownerDocument.createTextNode('');
    first.paragraph.before(anchor);
    anchor.replaceWith(listOf(run, root.ownerDocument));
  }
}

function itemsOf(root: Element): WordItem[] {
  return [...root.querySelectorAll('[style*="mso-list" i]')].flatMap((paragraph) => {
    const depth = listStyle.exec(paragraph.getAttribute('style') ?? '')?.[1];
    if (depth === undefined) return [];
    const marker = paragraph.querySelector('[style*="mso-list:Ignore" i]')?.textContent ?? '';
    return [
      { paragraph, depth: Number(depth), tag: orderedMarker.test(marker.trim()) ? 'ol' : 'ul' } as const,
    ];
  });
}

/** Items without anything between them. */
function runsOf(items: readonly WordItem[]): WordItem[][] {
  const runs: WordItem[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    const last = run?.at(-1)?.paragraph;
    if (run && last && item.paragraph.previousElementSibling === last) run.push(item);
    else runs.push([item]);
  }
  return runs;
}

function listOf(run: readonly WordItem[], document: Document): DocumentFragment {
  const lists = document.createDocumentFragment();
  /** The open lists, the deepest last. */
  const open: { list: Element; depth: number; tag: string }[] = [];
  for (const { paragraph, depth, tag } of run) {
    while ((open.at(-1)?.depth ?? 0) > depth) open.pop();
    const current = open.at(-1);
    if (current?.depth === depth && current.tag !== tag) open.pop();
    if (open.at(-1)?.depth !== depth) {
      const list = document.createElement(tag);
      (open.at(-1)?.list.lastElementChild ?? lists).append(list);
      open.push({ list, depth, tag });
    }
    open.at(-1)?.list.append(itemOf(paragraph, document));
  }
  return lists;
}

function itemOf(paragraph: Element, document: Document): Element {
  const item = document.createElement('li');
  const text = document.createElement('p');
  text.append(...paragraph.childNodes);
  item.append(text);
  paragraph.remove();
  return item;
}

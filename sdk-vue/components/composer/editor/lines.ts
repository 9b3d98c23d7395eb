/**
 * In the editor each line is a paragraph of its own, so that a list or a quote can begin on any of them. In a message
 * the lines of a run of paragraphs are parted by `<br>`, which looks the same wherever it is shown, whatever the
 * margins of paragraphs there. These two turn one into the other, in place.
 */

/** Every `<br>` of a paragraph that stands at the top or in a quote begins a new paragraph. */
export function splitLines(root: Element): void {
  for (const paragraph of paragraphsOutsideLists(root)) {
    let line = paragraph;
    for (let end = line.querySelector('br'); end !== null; end = line.querySelector('br')) {
      line = splitAfter(line, end);
    }
  }
}

/** Paragraphs that follow each other become one, outside lists. */
export function joinLines(root: Element): void {
  for (const paragraph of paragraphsOutsideLists(root)) {
    const before = paragraph.previousElementSibling;
    if (before?.tagName !== 'P') continue;
    before.append(root.ownerDocument.createElement('br'), ...paragraph.childNodes);
    paragraph.remove();
  }
}

function paragraphsOutsideLists(root: Element): Element[] {
  return [...root.querySelectorAll('p')].filter((paragraph) => paragraph.closest('li') === null);
}

/** Gives the new paragraph, in which the marks go on that the break stood in. */
function splitAfter(paragraph: Element, lineBreak: Element): Element {
  const following = splitOff(lineBreak, paragraph);
  lineBreak.remove();
  return following;
}

/** Parts `top` in two behind `node`, and with it every element in between. Gives the second part. */
function splitOff(node: Element, top: Element): Element {
  const parent = node.parentElement ?? top;
  // A shallow copy of an element is an element.
  const rest = parent.cloneNode(false) as Element;
  while (node.nextSibling) rest.append(node.nextSibling);
  parent.after(rest);
  return parent === top ? rest : splitOff(parent, top);
}

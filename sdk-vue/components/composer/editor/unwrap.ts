/** Takes an element away and leaves what it holds in its place. */
export function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

export type ViewerCommand = 'previous' | 'next' | 'first' | 'last' | 'zoom-in' | 'zoom-out' | 'reset-zoom';

const commands: Readonly<Record<string, ViewerCommand>> = {
  Home: 'first',
  End: 'last',
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  _: 'zoom-out',
  '0': 'reset-zoom',
};

/**
 * What a key means in the viewer, or null. The arrows follow the direction of the page: the left one goes to what is
 * on the left. With Ctrl, Alt or Meta a key is the browser's.
 */
export function commandOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
  isRightToLeft: boolean,
): ViewerCommand | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (event.key === 'ArrowLeft') return isRightToLeft ? 'next' : 'previous';
  if (event.key === 'ArrowRight') return isRightToLeft ? 'previous' : 'next';
  return Object.hasOwn(commands, event.key) ? (commands[event.key] ?? null) : null;
}

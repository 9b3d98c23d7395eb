/** How much of a name stays at its end when the middle gives way: the ending and what stands before it. */
const tailLength = 8;

/**
 * A file name in two parts, of which the first may be cut short: what tells files apart is often at the end
 * ("…-final-v2.pdf"). A short name has no second part.
 */
export function splitName(filename: string): [head: string, tail: string] {
  const characters = Array.from(filename);
  if (characters.length <= tailLength * 2) return [filename, ''];
  return [characters.slice(0, -tailLength).join(''), characters.slice(-tailLength).join('')];
}

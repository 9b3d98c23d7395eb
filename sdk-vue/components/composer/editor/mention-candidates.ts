import type { Participant } from '../../../client/contract.ts';

/** More than these nobody reads; typing on narrows them down. */
const mostShown = 8;

/**
 * Who may be meant by what was typed after `@`: participants without `ownUserId` whose name or company has words
 * that begin with the typed ones, in any language and whatever the case and accents. Those whose name begins so come
 * first. A script that sets no spaces is also searched inside its words.
 */
export function mentionCandidates(
  participants: readonly Participant[],
  query: string,
  ownUserId: string,
): Participant[] {
  const wanted = folded(query).trim();
  return participants
    .filter((participant) => participant.user_id !== ownUserId)
    .map((participant) => ({ participant, rank: rankOf(participant, wanted) }))
    .filter(({ rank }) => rank < noMatch)
    .sort((a, b) => a.rank - b.rank || a.participant.display_name.localeCompare(b.participant.display_name))
    .slice(0, mostShown)
    .map(({ participant }) => participant);
}

const noMatch = 4;

function rankOf(participant: Participant, wanted: string): number {
  const name = folded(participant.display_name);
  const company = folded(participant.company ?? '');
  if (name.startsWith(wanted)) return 0;
  if (beginsWords(name, wanted)) return 1;
  if (beginsWords(`${name} ${company}`, wanted)) return 2;
  return hasNoSpaces(wanted) && `${name} ${company}`.includes(wanted) ? 3 : noMatch;
}

/** Every word typed begins a word of the text. */
function beginsWords(text: string, wanted: string): boolean {
  const words = text.split(/[^\p{L}\p{N}]+/u);
  return wanted.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)));
}

function hasNoSpaces(text: string): boolean {
  return /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(text);
}

/** Without accents and case, so that `e` finds `É` and `е` finds `Ё`. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

import { env } from 'cloudflare:workers';
import { letPass } from '../time.ts';
import type { Action } from './actions.ts';
import { currentState, type Play, patienceMs, take } from './play.ts';
import { turnOf } from './rules/turns.ts';
import { openSocketsOf, type State } from './state.ts';
import { tellPresence } from './telling.ts';
import { placeOfPerson, type Turn } from './turn.ts';
import { noAnswer } from './wire.ts';

/** After the last socket of someone closed: five seconds pass, and they are gone. */
function goesOffline(userId: string, alias: string): Turn {
  return {
    label: `${alias} is gone for 5 seconds`,
    async perform() {
      const inbox = env.USER_INBOX.getByName(userId);
      const deadline = Date.now() + patienceMs;
      // A room learns that a socket closed when its client answered that, and tells the inbox then.
      do await letPass(6, inbox);
      while ((await inbox.presence()).isOnline && Date.now() < deadline);
      return noAnswer();
    },
    judge(scene) {
      const { state } = scene;
      tellPresence(scene, userId, false);
      state.online = state.online.filter((id) => id !== userId);
      state.unsettled = state.unsettled.filter((id) => id !== userId);
    },
  };
}

/** A room tells an inbox within fewer of these of a socket that it opened and had to close at once. */
const manyRoundTrips = 100;

/**
 * Someone who is removed while their socket opens counts as online from a moment after it closed: their room may tell their
 * inbox of the opening only then, and of the closing after. Nothing that a client hears says when that is done.
 */
async function letOpeningsEnd({ possible }: Play, turns: readonly Turn[]): Promise<void> {
  for (const { name, owner } of turns.flatMap((turn) => turn.opens ?? [])) {
    if (!possible.some(({ state }) => state.sockets[name]?.isExpelled)) continue;
    const inbox = env.USER_INBOX.getByName(owner);
    for (let trip = 0; trip < manyRoundTrips; trip += 1) await inbox.presence();
  }
}

/** Lets those go offline who have no socket left. */
async function letGo(play: Play): Promise<void> {
  for (const userId of currentState(play).online) {
    if (openSocketsOf(currentState(play), userId).length > 0) continue;
    const alias = play.cast.people.find(({ id }) => id === userId)?.alias ?? userId;
    await take(play, [goesOffline(userId, alias)]);
  }
}

/** Learns the ids of the system messages that nobody heard of: they have a place in the order of messages. */
export async function learnMessages(play: Play): Promise<void> {
  const { cast } = play;
  for (const [dialog, { people, messages, isDeleted }] of currentState(play).dialogs.entries()) {
    const by = cast.people.findIndex(({ id }) => id === people[0]?.userId);
    if (isDeleted || by < 0 || messages.every((message) => message.id !== null)) continue;
    const message = { dialog: 'same' as const, message: 0 };
    await act(play, [{ do: 'read page', by: placeOfPerson(by), dialog, at: 'end', message, limit: 100 }]);
  }
}

/** Whose coming online rooms may miss for a moment, because of what else happens at once. */
function unsettledBy(turns: readonly Turn[], { online }: State): string[] {
  const owners = turns.flatMap((turn) => turn.opens?.owner ?? []);
  return owners.length === turns.length ? [] : owners.filter((id) => !online.includes(id));
}

/** Does what the actions say, at the same time, and then whatever follows by itself. */
export async function act(play: Play, actions: readonly Action[], mayReorder = true): Promise<void> {
  const state = currentState(play);
  const stage = { cast: play.cast, state, isAlone: actions.length === 1 };
  const turns = actions.flatMap((action) => {
    const turn = turnOf(action, stage, () => {
      play.sockets += 1;
      return `s${play.sockets}`;
    });
    return turn ?? [];
  });
  if (turns.length === 0) return;
  const unsettled = unsettledBy(turns, state);
  await take(play, turns, mayReorder);
  await letOpeningsEnd(play, turns);
  for (const possibility of play.possible) possibility.state.unsettled.push(...unsettled);
  await letGo(play);
}

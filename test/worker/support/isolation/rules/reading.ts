import type { Action } from '../actions.ts';
import { differences, fieldOf, listOf, show, textOf } from '../differences.ts';
import {
  type DialogState,
  type MessageState,
  messageOf,
  type PersonState,
  standing,
  unreadOf,
} from '../state.ts';
import {
  actorAt,
  aliasOf,
  chatTurn,
  dataOf,
  dialogAt,
  expectContent,
  expectStatus,
  forParticipants,
  messageAlias,
  messageIdAt,
  placeOf,
  type Scene,
  type Stage,
  type Turn,
} from '../turn.ts';
import { dialogView, messageView, personView } from '../views.ts';
import type { Answer } from '../wire.ts';

type Doing<Name extends Action['do']> = Extract<Action, { do: Name }>;

/** One dialog: there is none for someone who may not know of it. */
export function look(action: Doing<'look' | 'look at people' | 'leave'>, stage: Stage): Turn {
  const place = placeOf(stage, action.dialog);
  const by = actorAt(stage, action.by, place);
  return chatTurn({
    by,
    label: `looks at ${aliasOf(place)}`,
    call: { method: 'GET', path: `/dialogs/${dialogAt(stage.state, place).id}` },
    rule(scene, answer) {
      const dialog = dialogAt(scene.state, place);
      const stands = standing(dialog, by);
      const isVisible = stands === 'participant' || stands === 'may_join';
      if (!expectStatus(scene, answer, isVisible ? 200 : 404) || !isVisible) return;
      expectContent(scene, dataOf(answer), dialogView(dialog, by));
    },
  });
}

/** Everyone in it: with their addresses for those who take part, without for those who may only join. */
export function lookAtPeople(action: Doing<'look' | 'look at people' | 'leave'>, stage: Stage): Turn {
  const place = placeOf(stage, action.dialog);
  const by = actorAt(stage, action.by, place);
  return chatTurn({
    by,
    label: `looks at the people of ${aliasOf(place)}`,
    call: { method: 'GET', path: `/dialogs/${dialogAt(stage.state, place).id}/participants` },
    rule(scene, answer) {
      const dialog = dialogAt(scene.state, place);
      const stands = standing(dialog, by);
      const isVisible = stands === 'participant' || stands === 'may_join';
      const refusal = stands === 'missing' ? 404 : 403;
      if (!expectStatus(scene, answer, isVisible ? 200 : refusal) || !isVisible) return;
      const shows = stands === 'participant' ? 'addresses' : 'no addresses';
      expectPeople(scene, dataOf(answer), dialog, shows);
    },
  });
}

/** Exactly the people who take part, in any order. */
export function expectPeople(
  scene: Scene,
  actual: unknown,
  dialog: DialogState,
  shows: 'addresses' | 'no addresses',
): void {
  const people = listOf(actual);
  const ids = people.map((person) => textOf(person, 'user_id')).sort();
  const expected = dialog.people.map((person) => person.userId).sort();
  scene.findings.check(
    'list',
    differences(ids, expected).length === 0,
    () => `people ${show(ids)}, not ${show(expected)}`,
  );
  for (const person of dialog.people) {
    const found = people.find((candidate) => fieldOf(candidate, 'user_id') === person.userId);
    expectContent(scene, found, personView(person, scene.presence, shows));
  }
}

/** The messages that a page must hold; undefined where an id that is not known yet decides. */
function messagesOfPage(
  dialog: DialogState,
  { at, limit }: Doing<'read page'>,
  id: string,
): MessageState[] | undefined {
  const { messages } = dialog;
  if (at === 'end') return messages.slice(-limit);
  if (messages.some((message) => message.id === null)) return undefined;
  const isBefore = (message: MessageState) => (message.id ?? '') < id;
  const isAfter = (message: MessageState) => (message.id ?? '') > id;
  if (at === 'before') return messages.filter(isBefore).slice(-limit);
  if (at === 'after') return messages.filter(isAfter).slice(0, limit);
  // Centred: as many before it as after, where there are as many.
  const centre = messages.findIndex((message) => message.id === id);
  const older = Math.ceil(limit / 2);
  return messages.slice(Math.max(0, centre + 1 - older), centre + 1 + limit - older);
}

/** Learns the ids of system messages, which their actors are not told, from a page that ends at the newest message. */
function learnIds(answer: Answer, dialog: DialogState): void {
  const page = listOf(fieldOf(dataOf(answer), 'messages'));
  dialog.messages.slice(-page.length).forEach((message, index) => {
    if (message.id === null && message.system !== null && page.length > 0) {
      message.id = textOf(page[index], 'id') || null;
    }
  });
}

/** Only the newest page says where to begin reading. */
function expectNewest(scene: Scene, answer: Answer, dialog: DialogState, me: PersonState): void {
  learnIds(answer, dialog);
  const [firstUnread] = unreadOf(dialog, me);
  expectContent(scene, dataOf(answer), { first_unread_message_id: firstUnread?.id ?? null });
}

function expectPage(
  scene: Scene,
  answer: Answer,
  dialog: DialogState,
  expected: MessageState[] | undefined,
): void {
  const page = listOf(fieldOf(dataOf(answer), 'messages'));
  const ids = page.map((message) => textOf(message, 'id'));
  if (expected === undefined) {
    scene.findings.check(
      'list',
      page.every((message) => fieldOf(message, 'dialog_id') === dialog.id),
      () => `messages of other dialogs: ${show(page)}`,
    );
    return;
  }
  const wanted = expected.map((message) => message.id);
  scene.findings.check(
    'list',
    differences(ids, wanted).length === 0,
    () => `page ${show(ids)}, not ${show(wanted)}`,
  );
  expected.forEach((message, index) => {
    expectContent(scene, page[index], messageView(dialog, message));
  });
  const [first, last] = [expected.at(0), expected.at(-1)];
  if (first === undefined || last === undefined) return;
  expectContent(scene, dataOf(answer), {
    has_more_before: dialog.messages[0] !== first,
    has_more_after: dialog.messages.at(-1) !== last,
  });
}

/** A page of messages: all of a dialog's history for those who take part, nothing for anyone else. */
export function readPage(action: Doing<'read page'>, stage: Stage): Turn {
  const place = placeOf(stage, action.dialog);
  const by = actorAt(stage, action.by, place);
  const { at, limit } = action;
  const id = messageIdAt(stage, place, action.message);
  const mark = at === 'end' ? '' : `&${at}=${id}`;
  const words = at === 'end' ? 'newest' : `${at} ${messageAlias(stage.state, id)}`;
  return chatTurn({
    by,
    label: `reads ${aliasOf(place)}: ${limit} ${words}`,
    call: {
      method: 'GET',
      path: `/dialogs/${dialogAt(stage.state, place).id}/messages?limit=${limit}${mark}`,
    },
    rule(scene, answer) {
      forParticipants(scene, answer, place, by, (dialog, me) => {
        const isMissing = at === 'around' && messageOf(dialog, id) === undefined;
        if (!expectStatus(scene, answer, isMissing ? 404 : 200) || isMissing) return;
        if (at === 'end') expectNewest(scene, answer, dialog, me);
        expectPage(scene, answer, dialog, messagesOfPage(dialog, action, id));
      });
    },
  });
}

/** One message, by its id and that of a dialog which may not be its own. */
export function readOne(
  action: Doing<'read one' | 'mark read' | 'edit' | 'delete message'>,
  stage: Stage,
): Turn {
  const place = placeOf(stage, action.dialog);
  const by = actorAt(stage, action.by, place);
  const id = messageIdAt(stage, place, action.message);
  return chatTurn({
    by,
    label: `reads ${messageAlias(stage.state, id)} in ${aliasOf(place)}`,
    call: { method: 'GET', path: `/dialogs/${dialogAt(stage.state, place).id}/messages/${id}` },
    rule(scene, answer) {
      forParticipants(scene, answer, place, by, (dialog) => {
        const message = messageOf(dialog, id);
        if (!expectStatus(scene, answer, message === undefined ? 404 : 200) || message === undefined) return;
        expectContent(scene, dataOf(answer), messageView(dialog, message));
      });
    },
  });
}

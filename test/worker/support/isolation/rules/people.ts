import type { Action } from '../actions.ts';
import { chosen, textOf } from '../differences.ts';
import { type DialogState, type PersonState, personIn, standing } from '../state.ts';
import { announceSystem, nameFor, tellEveryone, withdraw } from '../telling.ts';
import {
  actorAt,
  aliasOf,
  type Cast,
  chatTurn,
  dataOf,
  dialogAt,
  expectContent,
  expectStatus,
  forParticipants,
  personAt,
  placeOf,
  type Scene,
  type Stage,
  type Turn,
} from '../turn.ts';
import { personView } from '../views.ts';
import { type Answer, askAsHost } from '../wire.ts';

type Doing<Name extends Action['do']> = Extract<Action, { do: Name }>;

/** What someone is called and how to reach them, each a secret of its own. */
export function mintProfile({ secrets }: Cast) {
  return {
    display_name: secrets.mint(),
    company: secrets.mint(),
    email: `${secrets.mint()}@mail.example`,
    phone: secrets.mint(),
  };
}

export interface Profile {
  display_name?: string;
  company?: string;
  email?: string;
  phone?: string;
}

/** People in one order, however they came: lists of them have none. */
export function inOrder(people: PersonState[]): PersonState[] {
  return people.toSorted((one, other) => (one.userId < other.userId ? -1 : 1));
}

/** Someone who takes part from now on: everything is unread, nothing is chosen. */
export function newcomer(
  dialog: DialogState,
  userId: string,
  profile: Profile,
  joinedAs: 'participant' | 'member',
  joinedAt: string,
): PersonState {
  return {
    userId,
    displayName: profile.display_name ?? userId,
    company: profile.company ?? null,
    email: profile.email ?? null,
    phone: profile.phone ?? null,
    joinedAs: dialog.createdBy === userId ? 'creator' : joinedAs,
    joinedAt,
    position: null,
    isArchived: false,
    isPinned: false,
    wantsNotifications: true,
  };
}

/** Someone came: all who take part hear of it, they too. */
function enrol(
  scene: Scene,
  answer: Answer,
  place: number,
  person: PersonState,
  type: 'participant_joined' | 'participant_added',
): void {
  const dialog = dialogAt(scene.state, place);
  const { userId, displayName, company } = person;
  dialog.people = inOrder([...dialog.people, person]);
  dialog.names[userId] = displayName;
  const view = personView(person, scene.presence, 'addresses');
  expectContent(scene, dataOf(answer), { ...view, joined_at: chosen('time') });
  tellEveryone(scene, place, {
    type: 'participant.joined',
    dialog_id: dialog.id,
    user_id: userId,
    participant: view,
  });
  announceSystem(scene, place, { type, ...nameFor(userId, displayName, company) });
}

/** Joining: for those alone whom a scope lets in. */
export function join(action: Doing<'join'>, stage: Stage): Turn {
  const { cast, state } = stage;
  const place = placeOf(stage, action.dialog);
  const by = personAt(cast, action.by);
  const { email, phone, ...names } = mintProfile(cast);
  const profile = action.givesAddresses ? { ...names, email, phone } : names;
  return chatTurn({
    by,
    label: `joins ${aliasOf(place)}`,
    call: { method: 'POST', path: `/dialogs/${dialogAt(state, place).id}/join`, body: profile },
    rule(scene, answer) {
      const dialog = dialogAt(scene.state, place);
      const stands = standing(dialog, by);
      const status = { missing: 404, participant: 409, may_join: 200, stranger: 403 }[stands];
      if (!expectStatus(scene, answer, status) || stands !== 'may_join') return;
      enrol(
        scene,
        answer,
        place,
        newcomer(dialog, by.id, profile, 'member', textOf(dataOf(answer), 'joined_at')),
        'participant_joined',
      );
    },
  });
}

export function leave(action: Doing<'look' | 'look at people' | 'leave'>, stage: Stage): Turn {
  const place = placeOf(stage, action.dialog);
  const by = actorAt(stage, action.by, place);
  return chatTurn({
    by,
    label: `leaves ${aliasOf(place)}`,
    call: { method: 'POST', path: `/dialogs/${dialogAt(stage.state, place).id}/leave` },
    rule(scene, answer) {
      forParticipants(scene, answer, place, by, () => {
        if (expectStatus(scene, answer, 204)) withdraw(scene, place, by.id, 'left');
      });
    },
  });
}

/** What the host says of someone who is there already replaces what it said before; nobody is told. */
function renew(dialog: DialogState, person: PersonState, profile: Profile): void {
  person.displayName = profile.display_name ?? person.displayName;
  person.company = profile.company ?? person.company;
  person.email = profile.email ?? person.email;
  person.phone = profile.phone ?? person.phone;
  dialog.names[person.userId] = person.displayName;
}

/** The host adds someone, whatever their scope. */
export function add(action: Doing<'add'>, stage: Stage): Turn {
  const { cast, state } = stage;
  const who = personAt(cast, action.who);
  const place = placeOf(stage, action.dialog);
  const profile = action.profile ? mintProfile(cast) : {};
  const body = { user_id: who.id, ...profile };
  const path = `/dialogs/${dialogAt(state, place).id}/participants`;
  return {
    label: `the host adds ${who.alias} to ${aliasOf(place)}`,
    perform: () => askAsHost({ method: 'POST', path, body }),
    judge(scene, answer) {
      const dialog = dialogAt(scene.state, place);
      if (dialog.isDeleted) return void expectStatus(scene, answer, 404);
      const present = personIn(dialog, who.id);
      if (!expectStatus(scene, answer, present === undefined ? 201 : 200)) return;
      if (present === undefined) {
        const joinedAt = textOf(dataOf(answer), 'joined_at');
        return enrol(
          scene,
          answer,
          place,
          newcomer(dialog, who.id, profile, 'participant', joinedAt),
          'participant_added',
        );
      }
      renew(dialog, present, profile);
      expectContent(scene, dataOf(answer), personView(present, scene.presence, 'addresses'));
    },
  };
}

/** The host removes someone: their sockets on this dialog close. */
export function remove(action: Doing<'remove'>, stage: Stage): Turn {
  const place = placeOf(stage, action.dialog);
  const who = actorAt(stage, action.who, place);
  const path = `/dialogs/${dialogAt(stage.state, place).id}/participants/${encodeURIComponent(who.id)}`;
  return {
    label: `the host removes ${who.alias} from ${aliasOf(place)}`,
    perform: () => askAsHost({ method: 'DELETE', path }),
    judge(scene, answer) {
      const isThere = personIn(dialogAt(scene.state, place), who.id) !== undefined;
      if (!expectStatus(scene, answer, isThere ? 204 : 404) || !isThere) return;
      withdraw(scene, place, who.id, 'removed');
    },
  };
}

import type { Action, ScopePlan } from '../actions.ts';
import { chosen, fieldOf, listOf, show, textOf } from '../differences.ts';
import { type DialogState, type Levels, type PersonState, userIdsIn } from '../state.ts';
import { announceSystem, expel, nameFor, tell } from '../telling.ts';
import {
  actorAt,
  aliasOf,
  type Cast,
  chatTurn,
  dataOf,
  dialogAt,
  expectContent,
  expectStatus,
  personAt,
  placeOf,
  type Scene,
  type Stage,
  type Turn,
} from '../turn.ts';
import { personView, plainView } from '../views.ts';
import { askAsHost } from '../wire.ts';
import { inOrder, mintProfile, newcomer, type Profile } from './people.ts';
import { expectPeople } from './reading.ts';

type Doing<Name extends Action['do']> = Extract<Action, { do: Name }>;

/** The values of the plan; all levels have the same, so that one that is mistaken for another is seen. */
function levelsOf(cast: Cast, { tenants, level1, level2 }: ScopePlan): Levels {
  const values = (places: number[]) => places.map((place) => cast.tenants[place % cast.tenants.length] ?? '');
  return { level0: [...new Set(values(tenants))], level1: values(level1), level2: values(level2) };
}

/** A scope as the host writes it: one tenant has a field of its own, and an empty level may be left out. */
function scopeBody({ level0, level1, level2 }: Levels) {
  const tenant = level0.length === 1 ? { tenant_uid: level0[0] } : { scope_level0: level0 };
  return { ...tenant, ...(level1.length === 0 ? {} : { scope_level1: level1 }), scope_level2: level2 };
}

function scopeView({ level0, level1, level2 }: Levels) {
  return { scope_level0: level0, scope_level1: [...new Set(level1)], scope_level2: [...new Set(level2)] };
}

function expectScopes(scene: Scene, actual: unknown, dialog: DialogState): void {
  expectContent(
    scene,
    listOf(actual).map((scope) => fieldOf(scope, 'dialog_id')),
    dialog.scopes.map(() => dialog.id),
  );
  expectContent(scene, actual, dialog.scopes.map(scopeView));
}

/** Each who is online hears of themselves alone, and all of the message that says who is there. */
function announceCreation(scene: Scene, place: number, people: readonly PersonState[]): void {
  const dialog = dialogAt(scene.state, place);
  for (const person of people) {
    const participant = personView(person, scene.presence, 'addresses');
    const event = { type: 'participant.joined', dialog_id: dialog.id, user_id: person.userId, participant };
    tell(scene, place, [person.userId], event);
  }
  if (people.length === 0) return;
  const participants = people.map((person) => nameFor(person.userId, person.displayName, person.company));
  announceSystem(scene, place, { type: 'chat_created', participants });
}

export function create(action: Doing<'create'>, { cast, state }: Stage): Turn {
  const userIds = new Set(action.people.map((place) => personAt(cast, place).id));
  const people = [...userIds].map((id): Profile & { user_id: string } => {
    return action.profiles ? { user_id: id, ...mintProfile(cast) } : { user_id: id };
  });
  const scopes = action.scopes.map((plan) => levelsOf(cast, plan));
  const [title, url, meta] = [
    cast.secrets.mint(),
    `https://host.example/${cast.secrets.mint()}`,
    cast.secrets.mint(),
  ];
  const objectId = cast.objectIds[action.object] ?? '';
  const createdBy = action.createdBy === undefined ? null : personAt(cast, action.createdBy).id;
  const body = {
    object_type: cast.objectType,
    object_id: objectId,
    title,
    object_url: url,
    meta: { note: meta },
    created_by: createdBy,
    participants: action.profiles ? people : people.map((person) => person.user_id),
    access_scopes: scopes.map(scopeBody),
  };
  const place = state.dialogs.length;
  return {
    label: `the host makes ${aliasOf(place)} about o${action.object}: ${show({ people: action.people, scopes: action.scopes })}`,
    perform: () => askAsHost({ method: 'POST', path: '/dialogs', body }),
    judge(scene, answer) {
      if (!expectStatus(scene, answer, 201)) return;
      const data = dataOf(answer);
      const createdAt = textOf(data, 'created_at');
      const dialog: DialogState = {
        id: textOf(data, 'id'),
        isDeleted: false,
        objectType: cast.objectType,
        objectId,
        title,
        url,
        meta,
        createdBy: createdBy ?? people[0]?.user_id ?? null,
        createdAt,
        scopes,
        people: [],
        names: {},
        messages: [],
      };
      const arrived = people.map((person) =>
        newcomer(dialog, person.user_id, person, 'participant', createdAt),
      );
      dialog.people = inOrder(arrived);
      for (const { userId, displayName } of arrived) dialog.names[userId] = displayName;
      scene.state.dialogs.push(dialog);
      expectContent(scene, data, { ...plainView(dialog), id: chosen('id'), created_at: chosen('time') });
      expectPeople(scene, fieldOf(data, 'participants'), dialog, 'addresses');
      expectScopes(scene, fieldOf(data, 'access_scopes'), dialog);
      announceCreation(scene, place, arrived);
    },
  };
}

export function hostLooks(action: Doing<'host looks' | 'delete dialog'>, stage: Stage): Turn {
  const place = placeOf(stage, action.dialog);
  return {
    label: `the host looks at ${aliasOf(place)}`,
    perform: () => askAsHost({ method: 'GET', path: `/dialogs/${dialogAt(stage.state, place).id}` }),
    judge(scene, answer) {
      const dialog = dialogAt(scene.state, place);
      if (!expectStatus(scene, answer, dialog.isDeleted ? 404 : 200) || dialog.isDeleted) return;
      expectContent(scene, dataOf(answer), plainView(dialog));
      expectPeople(scene, fieldOf(dataOf(answer), 'participants'), dialog, 'addresses');
      expectScopes(scene, fieldOf(dataOf(answer), 'access_scopes'), dialog);
    },
  };
}

/** All dialogs about an object, of all tenants: the host sees each. */
export function hostLists(action: Doing<'host lists'>, { cast }: Stage): Turn {
  const objectId = cast.objectIds[action.object] ?? '';
  const path = `/dialogs?object_type=${cast.objectType}&object_id=${objectId}`;
  return {
    label: `the host lists o${action.object}`,
    perform: () => askAsHost({ method: 'GET', path }),
    judge(scene, answer) {
      if (!expectStatus(scene, answer, 200)) return;
      const ids = listOf(dataOf(answer)).map((item) => textOf(item, 'id'));
      const wanted = scene.state.dialogs.filter(
        (dialog) => !dialog.isDeleted && dialog.objectId === objectId,
      );
      scene.findings.check(
        'list',
        ids.length === wanted.length && wanted.every((dialog) => ids.includes(dialog.id)),
        () => `the host's list ${show(ids)}`,
      );
    },
  };
}

/** Who may join is decided anew; those who take part stay. */
export function openTo(action: Doing<'open to'>, stage: Stage): Turn {
  const place = placeOf(stage, action.dialog);
  const scopes = action.scopes.map((plan) => levelsOf(stage.cast, plan));
  const path = `/dialogs/${dialogAt(stage.state, place).id}/access-scopes`;
  return {
    label: `the host opens ${aliasOf(place)} to ${show(action.scopes)}`,
    perform: () => askAsHost({ method: 'PUT', path, body: { access_scopes: scopes.map(scopeBody) } }),
    judge(scene, answer) {
      const dialog = dialogAt(scene.state, place);
      if (!expectStatus(scene, answer, dialog.isDeleted ? 404 : 200) || dialog.isDeleted) return;
      dialog.scopes = scopes;
      expectScopes(scene, dataOf(answer), dialog);
    },
  };
}

/** Gone for all: those who took part hear of it, and their sockets on it close. */
export function deleteDialog(action: Doing<'host looks' | 'delete dialog'>, stage: Stage): Turn {
  const place = placeOf(stage, action.dialog);
  return {
    label: `the host deletes ${aliasOf(place)}`,
    perform: () => askAsHost({ method: 'DELETE', path: `/dialogs/${dialogAt(stage.state, place).id}` }),
    judge(scene, answer) {
      const dialog = dialogAt(scene.state, place);
      if (!expectStatus(scene, answer, dialog.isDeleted ? 404 : 204) || dialog.isDeleted) return;
      const userIds = userIdsIn(dialog);
      tell(scene, place, userIds, { type: 'dialog.deleted', dialog_id: dialog.id });
      expel(scene, place, userIds);
      dialog.isDeleted = true;
    },
  };
}

/** Someone of the chat tries what only the host can do: nothing happens and nothing is said. */
export function poseAsHost(action: Doing<'pose as host'>, stage: Stage): Turn {
  const place = placeOf(stage, action.dialog);
  const by = actorAt(stage, action.by, place);
  const path = `/management/dialogs/${dialogAt(stage.state, place).id}`;
  const calls = {
    list: { method: 'GET', path: '/management/dialogs' },
    look: { method: 'GET', path },
    add: { method: 'POST', path: `${path}/participants`, body: { user_id: by.id } },
    open: { method: 'PUT', path: `${path}/access-scopes`, body: { access_scopes: [scopeBody(by.levels)] } },
    create: {
      method: 'POST',
      path: '/management/dialogs',
      body: { object_type: stage.cast.objectType, object_id: 'own' },
    },
    delete: { method: 'DELETE', path },
  };
  const call = calls[action.call];
  return chatTurn({
    by,
    label: `poses as the host: ${call.method} ${aliasOf(place)}`,
    call,
    rule: (scene, answer) => void expectStatus(scene, answer, 401),
  });
}

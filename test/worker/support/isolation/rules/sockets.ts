import { env } from 'cloudflare:workers';
import type { Action } from '../actions.ts';
import { connect as connectAs, type Ear } from '../ears.ts';
import { openSocketsOf, personIn, type SocketState, type State, standing } from '../state.ts';
import { tellPresence } from '../telling.ts';
import {
  actorAt,
  aliasOf,
  dialogAt,
  expectNothingUnknown,
  expectStatus,
  personAt,
  placeOf,
  type Scene,
  type Stage,
  type Turn,
} from '../turn.ts';
import { type Answer, noAnswer } from '../wire.ts';

type Doing<Name extends Action['do']> = Extract<Action, { do: Name }>;
type Saying = Doing<'subscribe' | 'unsubscribe' | 'type'>;

const socketsAPerson = 3;
/** Each is followed by a ping; at most 20 a second are allowed, and a run may be that quick. */
const sayingsASocket = 8;

/** Opens a socket: for oneself always, on a dialog for those alone who take part. */
export function connect(action: Doing<'connect'>, stage: Stage, name: string): Turn | undefined {
  const { cast, state } = stage;
  const place = action.dialog === undefined ? null : placeOf(stage, action.dialog);
  const by = place === null ? personAt(cast, action.by) : actorAt(stage, action.by, place);
  if (openSocketsOf(state, by.id).length >= socketsAPerson) return undefined;
  const dialogId = place === null ? undefined : dialogAt(state, place).id;
  return {
    label: `${by.alias} connects as ${name}${place === null ? '' : ` to ${aliasOf(place)}`}`,
    opens: { name, owner: by.id },
    perform: () => connectAs(by, dialogId, cast.bell, (ear) => cast.ears.set(name, ear)),
    judge(scene, answer) {
      const dialog = place === null ? undefined : dialogAt(scene.state, place);
      const stands = dialog === undefined ? 'participant' : standing(dialog, by);
      const status = stands === 'participant' ? 101 : stands === 'missing' ? 404 : 403;
      if (!expectStatus(scene, answer, status) || status !== 101) {
        return expectNothingUnknown(scene, answer, by);
      }
      open(scene, name, { owner: by.id, dialog: place });
    },
  };
}

/** The first socket makes its owner online. */
function open(scene: Scene, name: string, { owner, dialog }: Pick<SocketState, 'owner' | 'dialog'>): void {
  const { state } = scene;
  state.sockets[name] = { owner, dialog, isOpen: true, isExpelled: false, subscriptions: [] };
  if (state.online.includes(owner)) return;
  state.online.push(owner);
  tellPresence(scene, owner, true);
}

function openSocketAt(
  state: State,
  cast: Stage['cast'],
  place: number,
): [string, SocketState, Ear] | undefined {
  const open = Object.entries(state.sockets).filter(([, socket]) => socket.isOpen);
  const [name, socket] = open[place % Math.max(open.length, 1)] ?? [];
  const ear = name === undefined ? undefined : cast.ears.get(name);
  return name === undefined || socket === undefined || ear === undefined ? undefined : [name, socket, ear];
}

export function hangUp(action: Doing<'hang up'>, { cast, state }: Stage): Turn | undefined {
  const found = openSocketAt(state, cast, action.socket);
  if (found === undefined) return undefined;
  const [name, , ear] = found;
  return {
    label: `${name} hangs up`,
    async perform() {
      await ear.hangUp();
      return noAnswer();
    },
    judge(scene) {
      const socket = scene.state.sockets[name];
      if (socket !== undefined) socket.isOpen = false;
    },
  };
}

/** Says something on a socket; resolves when the object, and the room that it passes it on to, have heard it. */
async function sayAndWait(ear: Ear, message: { type: string; dialog_id: string }): Promise<Answer> {
  const answer = noAnswer();
  ear.say(message);
  await ear.understood();
  await env.DIALOG_ROOM.getByName(message.dialog_id).onlineUserIds();
  return answer;
}

/** Asks to hear who types in a dialog, or no longer: one may ask for any, and hears only of one's own. */
export function subscribe(action: Saying, stage: Stage): Turn | undefined {
  const found = openSocketAt(stage.state, stage.cast, action.socket);
  if (found === undefined || found[2].said >= sayingsASocket) return undefined;
  const [name, , ear] = found;
  const place = placeOf(stage, action.dialog);
  const dialogId = dialogAt(stage.state, place).id;
  return {
    label: `${name} ${action.do}s to ${aliasOf(place)}`,
    perform: () => sayAndWait(ear, { type: action.do, dialog_id: dialogId }),
    judge(scene) {
      const socket = scene.state.sockets[name];
      if (socket === undefined) return;
      const others = socket.subscriptions.filter((id) => id !== dialogId);
      socket.subscriptions = action.do === 'subscribe' ? [...others, dialogId] : others;
    },
  };
}

/** Passed on at most once in 2 seconds; near that time either may be. */
const typedAgainForSureMs = 1_500;

/** Whether typing is passed on now: surely, perhaps, or not. */
function isPassedOn({ state }: Scene, key: string, at: number): 'surely' | 'perhaps' | 'not' {
  const last = state.typed[key];
  if (last === undefined) return 'surely';
  return last.isCertain && at - last.at < typedAgainForSureMs ? 'not' : 'perhaps';
}

function hearsTyping(socket: SocketState, place: number, dialogId: string): boolean {
  if (!socket.isOpen) return false;
  return socket.dialog === null ? socket.subscriptions.includes(dialogId) : socket.dialog === place;
}

function tellTyping({ state, dues }: Scene, place: number, typist: string, isCertain: boolean): void {
  const dialog = dialogAt(state, place);
  const event = { type: 'typing', dialog_id: dialog.id, user_id: typist };
  for (const [name, socket] of Object.entries(state.sockets)) {
    if (socket.owner === typist || personIn(dialog, socket.owner) === undefined) continue;
    if (!hearsTyping(socket, place, dialog.id)) continue;
    dues.push({ socket: name, event, isOptional: !isCertain || state.unsettled.includes(socket.owner) });
  }
}

/** Typing is told to the subscribed sockets of the others who take part, if the typist does. */
export function type(action: Saying, stage: Stage): Turn | undefined {
  const found = openSocketAt(stage.state, stage.cast, action.socket);
  if (found === undefined || found[2].said >= sayingsASocket) return undefined;
  const [name, { owner, dialog: onlyPlace }, ear] = found;
  const place = placeOf(stage, action.dialog);
  const dialogId = dialogAt(stage.state, place).id;
  return {
    label: `${name} types in ${aliasOf(place)}`,
    perform: () => sayAndWait(ear, { type: 'typing', dialog_id: dialogId }),
    judge(scene, answer) {
      const { state, isAlone } = scene;
      const dialog = dialogAt(state, place);
      if (personIn(dialog, owner) === undefined || (onlyPlace !== null && onlyPlace !== place)) return;
      const passedOn = isPassedOn(scene, `${owner} ${dialogId}`, answer.at);
      if (passedOn === 'not') return;
      const isCertain = isAlone && passedOn === 'surely' && !state.unsettled.includes(owner);
      state.typed[`${owner} ${dialogId}`] = { at: answer.at, isCertain };
      tellTyping(scene, place, owner, isCertain);
    },
  };
}

import type { Action } from '../actions.ts';
import type { Stage, Turn } from '../turn.ts';
import { chooseForOneself } from './choices.ts';
import { create, deleteDialog, hostLists, hostLooks, openTo, poseAsHost } from './hosting.ts';
import { followCursor, list } from './lists.ts';
import { deleteMessage, edit, markRead, send } from './messages.ts';
import { listOfObject, newestOfObject } from './object-lists.ts';
import { add, join, leave, remove } from './people.ts';
import { look, lookAtPeople, readOne, readPage } from './reading.ts';
import { connect, hangUp, subscribe, type } from './sockets.ts';

/** What an action comes to on this stage; undefined where there is nothing to do it with. */
export function turnOf(action: Action, stage: Stage, newSocket: () => string): Turn | undefined {
  switch (action.do) {
    case 'look':
      return look(action, stage);
    case 'look at people':
      return lookAtPeople(action, stage);
    case 'read page':
      return readPage(action, stage);
    case 'read one':
      return readOne(action, stage);
    case 'list':
      return list(action, stage);
    case 'follow cursor':
      return followCursor(action, stage);
    case 'list of object':
      return listOfObject(action, stage);
    case 'newest of object':
      return newestOfObject(action, stage);
    case 'join':
      return join(action, stage);
    case 'leave':
      return leave(action, stage);
    case 'choose':
      return chooseForOneself(action, stage);
    case 'mark read':
      return markRead(action, stage);
    case 'send':
      return send(action, stage);
    case 'edit':
      return edit(action, stage);
    case 'delete message':
      return deleteMessage(action, stage);
    case 'create':
      return create(action, stage);
    case 'add':
      return add(action, stage);
    case 'remove':
      return remove(action, stage);
    case 'open to':
      return openTo(action, stage);
    case 'host looks':
      return hostLooks(action, stage);
    case 'host lists':
      return hostLists(action, stage);
    case 'delete dialog':
      return deleteDialog(action, stage);
    case 'pose as host':
      return poseAsHost(action, stage);
    case 'connect':
      return connect(action, stage, newSocket());
    case 'hang up':
      return hangUp(action, stage);
    case 'subscribe':
    case 'unsubscribe':
      return subscribe(action, stage);
    case 'type':
      return type(action, stage);
  }
}

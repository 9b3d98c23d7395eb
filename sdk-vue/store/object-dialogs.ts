import type { DialogForUser } from '../client/contract.ts';
import type { StoreCore } from './core.ts';
import { takeDialogs } from './reducers/answers.ts';
import type { ChatState } from './state.ts';

export interface ObjectDialogsLoader {
  load(objectType: string, objectId: string): Promise<void>;
  /** Loads the same object's dialogs once more. */
  reload(): Promise<void>;
  /** The state with a dialog that has come to be known among the object's, where it is about the same. */
  include(state: ChatState, dialog: DialogForUser): ChatState;
  /** The object that was loaded last. */
  shown(): HostObject | undefined;
}

export interface HostObject {
  type: string;
  id: string;
}

/** @param whenReady when the socket listens, where there is one for all dialogs */
export function createObjectDialogs(core: StoreCore, whenReady: () => Promise<void>): ObjectDialogsLoader {
  let shown: HostObject | undefined;

  async function fetch(object: HostObject): Promise<void> {
    await whenReady();
    await core.ask(
      () => core.client.listObjectDialogs(object.type, object.id),
      (state, dialogs) => {
        if (shown !== object) return state;
        return {
          ...takeDialogs(state, dialogs),
          object: { status: 'ready', ids: dialogs.map(({ id }) => id) },
        };
      },
      (state, error) =>
        shown === object
          ? { ...state, object: { ids: state.object?.ids ?? [], status: 'failed', error } }
          : state,
    );
  }

  return {
    async load(type, id) {
      const isSame = shown?.type === type && shown.id === id;
      const object = { type, id };
      shown = object;
      core.update((state) => ({
        ...state,
        object: { status: 'loading', ids: isSame ? (state.object?.ids ?? []) : [] },
      }));
      await fetch(object);
    },
    async reload() {
      if (shown) await fetch(shown);
    },
    include(state, { id, object_type, object_id }) {
      const { object } = state;
      const isAbout = shown?.type === object_type && shown.id === object_id;
      if (!object || !isAbout || object.ids.includes(id)) return state;
      // Ids are in the order of creation.
      return { ...state, object: { ...object, ids: [...object.ids, id].sort().reverse() } };
    },
    shown: () => shown,
  };
}

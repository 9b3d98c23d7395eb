import { type DialogState, type State, standing, type Viewer } from './state.ts';

/**
 * Words that can be found again in any text. All of a run carry its mark, so that what comes from another run, or was never
 * given to anyone, is found too.
 */
export interface Secrets {
  /** A new word: each title, name, company, address and message text has its own. */
  mint(): string;
  /** What every secret of this run begins with. */
  readonly prefix: string;
}

export function createSecrets(run: string): Secrets {
  const prefix = `zk${run}n`;
  let count = 0;
  return {
    prefix,
    mint() {
      count += 1;
      return `${prefix}${count}e`;
    },
  };
}

/** The ids of a run's users are this and an ending of digits, dots, `_` and `%`: each is the beginning of others. */
export function userIdRoot(run: string): string {
  return `ann.${run}`;
}

const words = /zk[a-z0-9]{6}n\d+e|ann\.[a-z0-9]{6}[\d._%]*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Every secret, user id and UUID in a text; the cursors of pages are opened first. */
export function wordsIn(text: string): string[] {
  const opened = [...text.matchAll(/"next_cursor":"([\w-]+)"/g)].map(([, cursor = '']) =>
    atob(cursor.replace(/-/g, '+').replace(/_/g, '/')),
  );
  return [...new Set([text, ...opened].join(' ').match(words) ?? [])];
}

/** The words in something that the model knows. */
function wordsOf(value: unknown): string[] {
  return value === null || value === undefined ? [] : wordsIn(JSON.stringify(value));
}

function knownToAll(dialog: DialogState): unknown[] {
  const { id, title, url, meta, createdBy, people } = dialog;
  const faces = people.map(({ userId, displayName, company, position }) => [
    userId,
    displayName,
    company,
    position,
  ]);
  return [id, title, url, meta, createdBy, faces];
}

function knownToParticipants(dialog: DialogState): unknown[] {
  const addresses = dialog.people.map(({ email, phone }) => [email, phone]);
  const messages = dialog.messages.map((message) => [
    message.id,
    message.isDeleted ? null : message.content,
    message.sender,
    message.sender === null ? null : dialog.names[message.sender],
    message.system,
  ]);
  return [...knownToAll(dialog), addresses, messages];
}

/** Every word that a user may see in any answer, now: of the dialogs they take part in, and less of those they may join. */
export function knowledgeOf(state: State, viewer: Viewer): Set<string> {
  const known = state.dialogs.flatMap((dialog) => {
    const stands = standing(dialog, viewer);
    if (stands === 'participant') return wordsOf(knownToParticipants(dialog));
    return stands === 'may_join' ? wordsOf(knownToAll(dialog)) : [];
  });
  return new Set([viewer.id, ...known]);
}

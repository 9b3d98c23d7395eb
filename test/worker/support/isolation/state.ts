/**
 * What the model knows of the system: plain data, so that it can be copied for each order in which things may have
 * happened. It is written from the contract and shares no code with what it is held against.
 */
export interface State {
  /** All that were ever made; one that was deleted stays, so that its id can be tried. */
  dialogs: DialogState[];
  /** By name; those that closed stay. */
  sockets: Record<string, SocketState>;
  /** Who is announced as online. */
  online: string[];
  /** Of whom it is not certain which rooms know that they are online: they came while they were being added or removed. */
  unsettled: string[];
  /** When a user last typed in a dialog, under `user dialog`. */
  typed: Record<string, { at: number; isCertain: boolean }>;
}

export interface Levels {
  level0: string[];
  level1: string[];
  level2: string[];
}

export interface DialogState {
  id: string;
  isDeleted: boolean;
  objectType: string;
  objectId: string;
  title: string;
  url: string | null;
  meta: string | null;
  createdBy: string | null;
  createdAt: string;
  scopes: Levels[];
  people: PersonState[];
  /** The last display name of everyone who ever took part. */
  names: Record<string, string>;
  messages: MessageState[];
}

export interface PersonState {
  userId: string;
  displayName: string;
  company: string | null;
  email: string | null;
  phone: string | null;
  joinedAs: 'creator' | 'participant' | 'member';
  joinedAt: string;
  /** The last message they have read. */
  position: string | null;
  isArchived: boolean;
  isPinned: boolean;
  wantsNotifications: boolean;
}

export interface MessageState {
  /** Null for a system message that nobody has seen yet. */
  id: string | null;
  sender: string | null;
  content: string;
  replyTo: string | null;
  clientId: string | null;
  editedAt: string | null;
  isDeleted: boolean;
  sentAt: string | null;
  system: SystemNotice | null;
}

export type SystemNotice =
  | { type: 'chat_created'; participants: Named[] }
  | ({
      type: 'participant_joined' | 'participant_added' | 'participant_left' | 'participant_removed';
    } & Named);

export interface Named {
  user_id: string;
  display_name: string;
  company: string | null;
}

export interface SocketState {
  owner: string;
  /** The place of its dialog; null for a user socket. */
  dialog: number | null;
  isOpen: boolean;
  /** Whether the server closed it, because its user no longer takes part. */
  isExpelled: boolean;
  /** The ids of the dialogs whose typing it asked for, whether its user may hear of them or not. */
  subscriptions: string[];
}

/** How someone stands to a dialog, as the contract names it. */
export type Standing = 'missing' | 'participant' | 'may_join' | 'stranger';

function meets(wanted: readonly string[], had: readonly string[]): boolean {
  return wanted.some((value) => had.includes(value));
}

/** Whether an access scope lets someone of these levels in: an empty level 1 or 2 of the dialog lets anyone. */
export function scopeMatches(dialog: Levels, user: Levels): boolean {
  return (
    meets(dialog.level0, user.level0) &&
    (dialog.level1.length === 0 || meets(dialog.level1, user.level1)) &&
    (dialog.level2.length === 0 || meets(dialog.level2, user.level2))
  );
}

export function personIn(dialog: DialogState, userId: string): PersonState | undefined {
  return dialog.isDeleted ? undefined : dialog.people.find((person) => person.userId === userId);
}

/** A user as far as permissions go. */
export interface Viewer {
  id: string;
  levels: Levels;
}

export function standing(dialog: DialogState | undefined, viewer: Viewer): Standing {
  if (dialog === undefined || dialog.isDeleted) return 'missing';
  if (personIn(dialog, viewer.id) !== undefined) return 'participant';
  return dialog.scopes.some((scope) => scopeMatches(scope, viewer.levels)) ? 'may_join' : 'stranger';
}

export function userIdsIn(dialog: DialogState): string[] {
  return dialog.isDeleted ? [] : dialog.people.map((person) => person.userId);
}

/** The user messages after someone's read position that they did not send. */
export function unreadOf(dialog: DialogState, person: PersonState): MessageState[] {
  const position = dialog.messages.findIndex(
    (message) => message.id !== null && message.id === person.position,
  );
  return dialog.messages
    .slice(position + 1)
    .filter((message) => message.sender !== null && message.sender !== person.userId);
}

export function lastUserMessage(dialog: DialogState): MessageState | undefined {
  return dialog.messages.findLast((message) => message.sender !== null);
}

/** When something last happened in a dialog: its last user message, else its creation. */
export function activityOf(dialog: DialogState): string {
  return lastUserMessage(dialog)?.sentAt ?? dialog.createdAt;
}

export function messageOf(dialog: DialogState, id: string | null): MessageState | undefined {
  return id === null ? undefined : dialog.messages.find((message) => message.id === id);
}

export function openSocketsOf(state: State, userId: string): [string, SocketState][] {
  return Object.entries(state.sockets).filter(([, socket]) => socket.isOpen && socket.owner === userId);
}

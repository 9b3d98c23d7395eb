import type { ChatError } from '../client/chat-error.ts';
import type {
  AttachmentInput,
  DialogForUser,
  Message,
  Participant,
  QuotedMessage,
} from '../client/contract.ts';

export type LoadStatus = 'idle' | 'loading' | 'ready' | 'failed';

export type ConnectionState = 'connecting' | 'online' | 'offline' | 'closed';

/** `active` and `archived` are the dialogs that the user takes part in, `available` those that they may join. */
export type ListName = 'active' | 'archived' | 'available';

export const listNames: readonly ListName[] = ['active', 'archived', 'available'];

export interface DialogList {
  status: LoadStatus;
  /** Where the next page begins; null when all is loaded. */
  nextCursor: string | null;
  error?: ChatError;
}

/** What the server found for a list, best first. */
export interface FoundDialogs extends DialogList {
  ids: readonly string[];
}

export interface DialogSearch {
  text: string;
  lists: Readonly<Record<ListName, FoundDialogs>>;
}

/** The dialogs of one object of the host, newest first. */
export interface ObjectDialogs {
  status: LoadStatus;
  ids: readonly string[];
  error?: ChatError;
}

/** A window on a dialog's messages, without gaps. */
export interface Timeline {
  status: LoadStatus;
  /** By id, oldest first. */
  messages: readonly Message[];
  hasMoreBefore: boolean;
  hasMoreAfter: boolean;
  loadingBefore: boolean;
  loadingAfter: boolean;
  /** Where the "new messages" divider stands: fixed when the dialog is opened. */
  firstUnreadId: string | null;
  /** Whether something may have been missed since it was loaded: it is loaded anew when the dialog is opened. */
  isStale: boolean;
  /** Messages of others that arrived while the window does not reach the newest. */
  newCount: number;
  /** The newest message that is known to exist, in the window or beyond it. */
  newestId: string | null;
  error?: ChatError;
}

export interface DialogParticipants {
  status: LoadStatus;
  list: readonly Participant[];
  /** Whether something may have been missed since it was loaded. */
  isStale: boolean;
  error?: ChatError;
}

/** What is shown of a file while its message is not stored yet. */
export interface AttachmentPreview {
  filename: string;
  content_type: string;
  size: number;
  width?: number;
  height?: number;
  /** Of an object URL; gone after a reload. */
  url?: string;
}

/** A message that the server has not acknowledged yet. */
export interface OutgoingMessage {
  clientMessageId: string;
  dialogId: string;
  content: string;
  replyTo: QuotedMessage | null;
  attachments: readonly AttachmentInput[];
  previews: readonly AttachmentPreview[];
  status: 'queued' | 'sending' | 'failed';
  createdAt: string;
  /** Why it failed, or why it still waits. */
  error?: ChatError;
}

/** All that the chat knows. Never changed in place: a part that did not change keeps its identity. */
export interface ChatState {
  userId: string;
  connection: ConnectionState;
  /** Present when the connection was closed by the server and is not tried again. */
  closedBecause?: ChatError;
  dialogs: ReadonlyMap<string, DialogForUser>;
  lists: Readonly<Record<ListName, DialogList>>;
  search: DialogSearch | null;
  object: ObjectDialogs | null;
  timelines: ReadonlyMap<string, Timeline>;
  participants: ReadonlyMap<string, DialogParticipants>;
  /** Dialog → user → until when they count as typing, in ms since 1970. */
  typing: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Not acknowledged yet, oldest first. */
  outgoing: readonly OutgoingMessage[];
  /** Dialog → up to which message the user has read, where known. */
  readPositions: ReadonlyMap<string, string>;
  /** Dialogs to ask the server for: heard of but not known, or with counts that cannot be told from here. */
  wanted: ReadonlySet<string>;
}

const emptyList: DialogList = { status: 'idle', nextCursor: null };

/** The state before anything is known. */
export function emptyState(userId: string): ChatState {
  return {
    userId,
    connection: 'connecting',
    dialogs: new Map(),
    lists: { active: emptyList, archived: emptyList, available: emptyList },
    search: null,
    object: null,
    timelines: new Map(),
    participants: new Map(),
    typing: new Map(),
    outgoing: [],
    readPositions: new Map(),
    wanted: new Set(),
  };
}

/** A timeline of which nothing is loaded yet. */
export const emptyTimeline: Timeline = {
  status: 'idle',
  messages: [],
  hasMoreBefore: false,
  hasMoreAfter: false,
  loadingBefore: false,
  loadingAfter: false,
  firstUnreadId: null,
  isStale: false,
  newCount: 0,
  newestId: null,
};

/** The list that a dialog belongs to, or none when the user may neither read nor join it. */
export function listOf(dialog: DialogForUser): ListName | null {
  if (dialog.i_am_participant) return dialog.is_archived ? 'archived' : 'active';
  return dialog.can_join ? 'available' : null;
}

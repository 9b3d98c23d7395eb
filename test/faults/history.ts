/**
 * What a caller knows of a call: it was acknowledged (2xx), refused (4xx: it changed nothing), or nobody knows (503, 5xx, a
 * connection that broke, no answer in time).
 */
export type Knowledge = 'acknowledged' | 'refused' | 'unknown';

/** When it happened, in milliseconds since 1970. What nobody knows of may have taken effect until `endedAt`. */
export interface Call {
  startedAt: number;
  endedAt: number;
  knowledge: Knowledge;
}

/** One call that changes something. */
export type Deed = Call &
  (
    | { kind: 'create'; objectId: string; people: readonly string[]; dialogId?: string }
    | { kind: 'delete dialog'; dialogId: string }
    /** `messageId` is what the answer said, where there was one. */
    | {
        kind: 'send';
        dialogId: string;
        userId: string;
        clientMessageId: string;
        content: string;
        messageId?: string;
      }
    | { kind: 'edit'; dialogId: string; userId: string; messageId: string; content: string }
    | { kind: 'delete message'; dialogId: string; userId: string; messageId: string }
    | { kind: 'read'; dialogId: string; userId: string; messageId: string }
    | { kind: 'join' | 'leave' | 'remove'; dialogId: string; userId: string }
    /** `wasNew` says whether the answer was that they had not been there. */
    | { kind: 'add'; dialogId: string; userId: string; wasNew?: boolean }
    | {
        kind: 'choose';
        dialogId: string;
        userId: string;
        choice: 'pinned' | 'notifications';
        value: boolean;
      }
  );
export type DeedOf<Kind extends Deed['kind']> = Extract<Deed, { kind: Kind }>;

/** One try of a webhook, as it arrived. */
export interface Delivery {
  body: string;
  receivedAt: number;
  /** Whether the receiver answered 2xx. */
  isTaken: boolean;
}

/** What one connection heard of one dialog: the ids of its `message.new`, in order. */
export interface HeardOnSocket {
  client: string;
  /** The first connection of a client is 1. */
  socket: number;
  dialogId: string;
  /** When the client began to load what had been said until then; after a crash some of that may be told again. */
  since: number;
  messageIds: readonly string[];
}

/** A message as a client has it. */
export interface ShownMessage {
  id: string;
  content: string;
  isDeleted: boolean;
  /** Learnt on the connection that is open now: since then every change of it was to be heard. */
  isCurrent: boolean;
}

/** What a client shows at the end. */
export interface ClientView {
  client: string;
  userId: string;
  /** The one dialog that it shows, where its socket is a dialog socket. */
  onlyDialogId?: string;
  /** Whether it is connected and has loaded everything. */
  isSettled: boolean;
  dialogs: ReadonlyMap<string, readonly ShownMessage[]>;
  /** Messages that were heard of after later ones, which no client would put in their place. */
  heardLate: readonly { dialogId: string; messageId: string; after: string }[];
}

/** What the API says in the end to a user who asks for everything. */
export interface FinalAnswer {
  userId: string;
  dialogId: string;
  unreadCount: number;
  messageIds: readonly string[];
}

/** Everything that the world outside has seen of one run. */
export interface History {
  deeds: Deed[];
  deliveries: Delivery[];
  heard(): HeardOnSocket[];
  clients(): ClientView[];
  answers: FinalAnswer[];
  /** Answers that no fault excuses, as a sentence each. */
  strangeAnswers: string[];
}

/** Whether one call was over when another began; of any two others nobody knows which came first. */
export function isBefore(one: Call, other: Call): boolean {
  return one.endedAt < other.startedAt;
}

import type { ShownMessage } from '../history.ts';
import type { WireEvent, WireMessage } from '../wire.ts';

type MessageEvent = Extract<WireEvent, { type: 'message.new' | 'message.edited' | 'message.deleted' }>;

export function isAboutMessage(event: WireEvent): event is MessageEvent {
  return event.type === 'message.new' || event.type === 'message.edited' || event.type === 'message.deleted';
}

interface KnownMessage {
  id: string;
  content: string;
  isDeleted: boolean;
  /** The connection on which it was learnt, or heard of again. */
  socket: number;
}

/** The messages of one dialog as a client has them: it appends, and never puts one in between. */
export interface Timeline {
  lastId(): string | undefined;
  /** Takes in a page that follows the last message. */
  takePage(messages: readonly WireMessage[], socket: number): void;
  /** Takes in what a socket said; says whether it was a message that should have come before others. */
  hear(event: MessageEvent, socket: number): 'taken' | 'late';
  messageIds(): string[];
  /** As it is shown by a client whose open connection is `socket`. */
  shown(socket: number): ShownMessage[];
}

export function createTimeline(): Timeline {
  const messages: KnownMessage[] = [];
  const byId = new Map<string, KnownMessage>();

  function append({ id, content, is_deleted }: WireMessage, socket: number) {
    const message = { id, content, isDeleted: is_deleted, socket };
    messages.push(message);
    byId.set(id, message);
  }

  function hearNew(message: WireMessage, socket: number): 'taken' | 'late' {
    const known = byId.get(message.id);
    const last = messages.at(-1);
    if (known === undefined && last !== undefined && message.id < last.id) return 'late';
    if (known === undefined) append(message, socket);
    // Told again after a crash; it says what is now.
    else Object.assign(known, { content: message.content, isDeleted: message.is_deleted, socket });
    return 'taken';
  }

  return {
    lastId: () => messages.at(-1)?.id,
    takePage(page, socket) {
      for (const message of page) {
        // Heard of meanwhile, and maybe as something newer than this page says.
        if (!byId.has(message.id)) append(message, socket);
      }
    },
    hear(event, socket) {
      if (event.type === 'message.new') return hearNew(event, socket);
      const known = byId.get(event.id);
      if (known !== undefined) {
        known.isDeleted ||= event.type === 'message.deleted';
        if (known.isDeleted) known.content = '';
        else if (event.type === 'message.edited') known.content = event.content;
      }
      return 'taken';
    },
    messageIds: () => messages.map((message) => message.id),
    shown: (socket) =>
      messages.map(({ socket: learnt, ...message }) => ({ ...message, isCurrent: learnt === socket })),
  };
}

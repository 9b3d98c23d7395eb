import { type ClientOptions, WebSocket } from 'ws';
import * as z from 'zod';
import type { Api } from '../api.ts';
import type { ClientView, HeardOnSocket } from '../history.ts';
import { wireEvent } from '../wire.ts';
import { createShownDialogs, type DialogEvent } from './shown-dialogs.ts';

/** A chat client: it listens on a socket, connects again when that breaks, and then loads what it missed. */
export interface Client {
  userId: string;
  connect(): void;
  /** Goes away, as a closed laptop does. */
  vanish(): void;
  /** Breaks the connection without a word; the client connects again. */
  breakConnection(): void;
  dialogIds(): string[];
  /** The ids of the messages of a dialog, as it has them. */
  messageIds(dialogId: string): string[];
  view(): ClientView;
  heard(): HeardOnSocket[];
}

interface Options {
  name: string;
  userId: string;
  /** Of the server. */
  url: string;
  api: Api;
  /** The one dialog that it opens a dialog socket for; none is a user socket. */
  onlyDialogId?: string;
}

const connectAgainAfterMs = 60;
/** As the SDK does: a server that lost a socket's opening from its memory never greets it. */
const greetedWithinMs = 15_000;
/** A dialog socket that was refused tries again: its user may have come back. */
const askAgainAfterMs = 500;

/** `closeTimeout` is missing in the types. An object that leaves memory in the middle of a closing handshake may not end it. */
const socketOptions: ClientOptions & { closeTimeout: number } = {
  perMessageDeflate: false,
  handshakeTimeout: 15_000,
  closeTimeout: 2_000,
};

/** Notes which messages each connection heard of, in order. */
function createHearing(client: string) {
  const heard = new Map<string, HeardOnSocket & { messageIds: string[] }>();
  return {
    all: () => [...heard.values()],
    note(socket: number, dialogId: string, since: number, messageId: string) {
      const key = `${socket} ${dialogId} ${since}`;
      const own = heard.get(key) ?? { client, socket, dialogId, since, messageIds: [] };
      heard.set(key, own);
      own.messageIds.push(messageId);
    },
  };
}

export function createClient({ name, userId, url, api, onlyDialogId }: Options): Client {
  const shown = createShownDialogs({ userId, api, onlyDialogId });
  const hearing = createHearing(name);
  const query = new URLSearchParams({ user_id: userId, ...(onlyDialogId && { dialog_id: onlyDialogId }) });
  let isWanted = false;
  let connection: WebSocket | undefined;
  let socket = 0;

  function hearOfDialog(event: DialogEvent) {
    shown.hear(event);
    const since = shown.loadedSince(event.dialog_id);
    if (event.type === 'message.new' && since !== undefined) {
      hearing.note(socket, event.dialog_id, since, event.id);
    }
  }

  function hear(data: WebSocket.RawData) {
    const event = wireEvent.parse(JSON.parse(z.instanceof(Buffer).parse(data).toString()));
    if (event.type === 'connected') shown.opened(socket);
    else if ('dialog_id' in event) hearOfDialog(event);
  }

  function closed(isRefused: boolean) {
    connection = undefined;
    shown.closed(isRefused);
    const again = () => {
      if (isWanted) connect();
    };
    setTimeout(again, isRefused ? askAgainAfterMs : connectAgainAfterMs);
  }

  function connect() {
    isWanted = true;
    if (connection !== undefined) return;
    const opening = new WebSocket(`${url.replace('http', 'ws')}/api/v1/ws?${query}`, socketOptions);
    connection = opening;
    socket += 1;
    let isRefused = false;
    let greetingDeadline: ReturnType<typeof setTimeout> | undefined;
    opening.on('open', () => {
      greetingDeadline = setTimeout(() => opening.terminate(), greetedWithinMs);
    });
    opening.once('message', () => clearTimeout(greetingDeadline));
    opening.on('unexpected-response', (_request, { statusCode }) => {
      isRefused = statusCode === 403 || statusCode === 404;
      opening.terminate();
    });
    opening.on('message', hear);
    // That a connection cannot be had, or breaks, is told by its end.
    opening.on('error', () => undefined);
    opening.on('close', () => {
      clearTimeout(greetingDeadline);
      closed(isRefused);
    });
  }

  return {
    userId,
    connect,
    vanish() {
      isWanted = false;
      connection?.terminate();
    },
    breakConnection: () => connection?.terminate(),
    dialogIds: shown.ids,
    messageIds: shown.messageIds,
    heard: hearing.all,
    view: () => ({
      client: name,
      userId,
      ...(onlyDialogId !== undefined && { onlyDialogId }),
      isSettled: shown.isSettled(),
      dialogs: shown.shown(),
      heardLate: shown.heardLate(),
    }),
  };
}

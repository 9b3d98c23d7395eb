import { setTimeout as pause } from 'node:timers/promises';
import { type Api, as } from '../api.ts';
import type { ClientView, ShownMessage } from '../history.ts';
import { type WireEvent, wireDialogs, wirePage } from '../wire.ts';
import { createTimeline, isAboutMessage, type Timeline } from './timeline.ts';

export type DialogEvent = Extract<WireEvent, { dialog_id: string }>;

/** The dialogs that a client shows, kept by what its socket says and by what it loads after each connection. */
export interface ShownDialogs {
  /** The socket of this number is open and hears everything: what was said until then is loaded. */
  opened(socket: number): void;
  hear(event: DialogEvent): void;
  /** The socket broke, or was refused: then nothing is shown any more. */
  closed(isRefused: boolean): void;
  ids(): string[];
  messageIds(dialogId: string): string[];
  /** When it was begun to load what a dialog holds; undefined for one that is not shown. */
  loadedSince(dialogId: string): number | undefined;
  /** Whether everything is loaded. */
  isSettled(): boolean;
  shown(): Map<string, ShownMessage[]>;
  heardLate(): ClientView['heardLate'];
}

interface Options {
  userId: string;
  api: Api;
  /** The only one to be shown. */
  onlyDialogId: string | undefined;
}

const askAgainAfterMs = 80;
export const beforeAllMessages = '00000000-0000-7000-8000-000000000000';

interface ShownDialog {
  timeline: Timeline;
  /** What was heard while it was being loaded. */
  waiting: DialogEvent[] | undefined;
  /** The load under way: only its answers are taken. */
  load: symbol | undefined;
  since: number;
}

export function createShownDialogs({ userId, api, onlyDialogId }: Options): ShownDialogs {
  const dialogs = new Map<string, ShownDialog>();
  const heardLate: ClientView['heardLate'][number][] = [];
  let socket = 0;
  let isListed = false;
  /** Counts what changed about which dialogs there are, so that an older list is not believed. */
  let changes = 0;

  function take(dialogId: string, { timeline }: ShownDialog, event: DialogEvent) {
    if (!isAboutMessage(event) || timeline.hear(event, socket) === 'taken') return;
    heardLate.push({ dialogId, messageId: event.id, after: timeline.lastId() ?? '' });
  }

  /** Asks for the page after the last message until there is an answer; undefined for who may not read. */
  async function pageAfter(dialogId: string, timeline: Timeline, isWanted: () => boolean) {
    while (isWanted()) {
      const path = `/dialogs/${dialogId}/messages?limit=100&after=${timeline.lastId() ?? beforeAllMessages}`;
      const answer = await api({ method: 'GET', path: as(userId, path) });
      if (answer.knowledge === 'refused') return undefined;
      if (answer.knowledge === 'acknowledged') return wirePage.parse(answer.data);
      await pause(askAgainAfterMs);
    }
    return undefined;
  }

  /** Loads what comes after the last message that is shown; meanwhile what is heard waits. */
  async function load(dialogId: string): Promise<void> {
    const own = Symbol();
    const timeline = dialogs.get(dialogId)?.timeline ?? createTimeline();
    const dialog: ShownDialog = { timeline, waiting: [], load: own, since: Date.now() };
    dialogs.set(dialogId, dialog);
    const isWanted = () => dialogs.get(dialogId)?.load === own;
    for (let hasMore = true; hasMore; ) {
      const page = await pageAfter(dialogId, timeline, isWanted);
      if (!isWanted()) return;
      if (page === undefined) return void dialogs.delete(dialogId);
      timeline.takePage(page.messages, socket);
      hasMore = page.has_more_after;
    }
    // As the component does, which shows who takes part.
    await api({ method: 'GET', path: as(userId, `/dialogs/${dialogId}/participants`) });
    if (!isWanted()) return;
    const { waiting = [] } = dialog;
    Object.assign(dialog, { waiting: undefined, load: undefined });
    for (const event of waiting) take(dialogId, dialog, event);
  }

  /** The dialogs in which the user takes part; undefined while nobody answers, or when that changed meanwhile. */
  async function listDialogs(): Promise<string[] | undefined> {
    if (onlyDialogId !== undefined) return [onlyDialogId];
    const before = changes;
    const answer = await api({ method: 'GET', path: as(userId, '/dialogs?limit=100') });
    if (answer.knowledge !== 'acknowledged' || changes !== before) return undefined;
    return wireDialogs.parse(answer.data).map((dialog) => dialog.id);
  }

  async function resynchronise(): Promise<void> {
    const own = socket;
    for (const dialog of dialogs.values()) Object.assign(dialog, { waiting: [], load: Symbol() });
    let listed = await listDialogs();
    while (listed === undefined && socket === own) {
      await pause(askAgainAfterMs);
      listed = await listDialogs();
    }
    if (listed === undefined || socket !== own) return;
    for (const dialogId of dialogs.keys()) if (!listed.includes(dialogId)) dialogs.delete(dialogId);
    isListed = true;
    await Promise.all(listed.map(load));
  }

  function hearOfOwnPassage(event: DialogEvent) {
    const isAboutMe = 'user_id' in event && event.user_id === userId;
    const isGone = event.type === 'dialog.deleted' || (event.type === 'participant.left' && isAboutMe);
    const isNew = event.type === 'participant.joined' && isAboutMe;
    if (!isGone && !isNew) return;
    changes += 1;
    dialogs.delete(event.dialog_id);
    // Who comes back begins anew.
    if (isNew) void load(event.dialog_id);
  }

  return {
    opened(number) {
      socket = number;
      void resynchronise();
    },
    hear(event) {
      hearOfOwnPassage(event);
      const dialog = dialogs.get(event.dialog_id);
      if (dialog?.waiting !== undefined) dialog.waiting.push(event);
      else if (dialog !== undefined) take(event.dialog_id, dialog, event);
    },
    closed(isRefused) {
      // What is still being loaded is loaded anew on the next connection.
      socket = 0;
      if (isRefused) dialogs.clear();
      isListed = isRefused;
    },
    ids: () => [...dialogs.keys()],
    messageIds: (dialogId) => dialogs.get(dialogId)?.timeline.messageIds() ?? [],
    loadedSince: (dialogId) => dialogs.get(dialogId)?.since,
    isSettled: () => isListed && [...dialogs.values()].every((dialog) => dialog.waiting === undefined),
    shown: () => new Map([...dialogs].map(([id, { timeline }]) => [id, timeline.shown(socket)])),
    heardLate: () => heardLate,
  };
}

import type { Settings } from '../../contract/settings.ts';
import { openDatabase } from '../../database/client.ts';
import { type Query, together } from '../../database/query.ts';
import { type DialogSubject, readDialogSubject } from '../../database/reads/dialog-subject.ts';
import { pendingNotifications } from '../../database/reads/pending-notifications.ts';
import { parkWebhooks } from '../../database/writes/failed-webhooks.ts';
import type { FileStorage } from '../../storage/file-storage.ts';
import type { AlarmClock } from '../alarm-clock.ts';
import { type AttachmentUrls, signAttachments, wireMessage } from '../files/attachment-urls.ts';
import type { Log } from '../log.ts';
import type { ObjectStorage } from '../object-storage.ts';
import { drainOutbox } from '../webhooks/drain.ts';
import {
  messageSent,
  notificationPending,
  type OutgoingWebhook,
  outgoing,
  participantJoined,
  participantLeft,
  type WebhookDialog,
} from '../webhooks/events.ts';
import { createOutbox } from '../webhooks/outbox.ts';
import { postWebhook } from '../webhooks/post.ts';
import type { Aftermath } from './delivery.ts';
import type { Hook } from './effects.ts';
import { createNotifications } from './notifications.ts';
import type { Operation, Outcome } from './operations/operation.ts';
import { createUploads, type Uploads } from './uploads.ts';

export interface AftermathDependencies {
  dialogId: string;
  settings: Settings;
  storage: ObjectStorage;
  files: FileStorage | undefined;
  clock: AlarmClock;
  log: Log;
  /** Writes to the dialog. */
  submit(operation: Operation): Promise<Outcome>;
  /** Forgets who took part: the dialog is gone. */
  forgetMembers(): void;
  /** Drops everything that is stored. */
  forgetAll(): void;
  /** Runs work that nobody waits for, and logs its failure. */
  inBackground(work: Promise<void>): void;
}

/** What the room does later: webhooks, notifications, archiving, and the files that nobody needs. */
export interface RoomAftermath extends Aftermath {
  uploads: Uploads;
  /** The statement to add to a flight while it is not known what the dialog is about, which webhooks say. */
  subjectQueries(): Query<DialogSubject | undefined>[];
  subjectKnown(subject: DialogSubject): void;
  /** Sends a webhook that was parked once more. */
  retry(webhook: OutgoingWebhook): void;
  /** Lets the files' timer know that there are uploads. */
  expectUploads(): void;
  /** Takes up what this object died at, which else waits until the lease of its timer ends. */
  resume(): void;
  /** What each timer does. */
  work: {
    webhooks(): Promise<void>;
    notifications(): Promise<void>;
    archive(): Promise<void>;
    files(): Promise<void>;
  };
}

function isGone(storage: ObjectStorage): boolean {
  if (storage.isEmpty()) return true;
  return storage.sql().exec<{ is_gone: number }>('select is_gone from room').one().is_gone === 1;
}

/** Each brings a message of up to some hundred KiB; the timer rings again at once for the rest. */
const notifiedAtOnce = 50;

/** Longer than a drain takes. */
const drainLeaseMs = 50_000;

export function createAftermath(dependencies: AftermathDependencies): RoomAftermath {
  const { dialogId, settings, storage, files, clock, log, submit, forgetMembers, forgetAll, inBackground } =
    dependencies;
  const outbox = createOutbox({ storage, now: Date.now, random: Math.random });
  const notifications = createNotifications(storage, Date.now);
  const uploads = createUploads({ dialogId, storage, now: Date.now });
  const { url, secret } = settings.webhook;
  const archiveAfterMs = settings.archiveAfterSeconds * 1_000;
  let subject: DialogSubject | undefined;
  let isDraining = false;
  /** When something was last said, as far as this instance knows. */
  let saidAt = 0;

  function webhookDialog(): WebhookDialog {
    if (subject === undefined) throw new Error('A webhook is due for a dialog of which nothing is known');
    return { id: dialogId, ...subject };
  }

  function send(webhooks: readonly OutgoingWebhook[]) {
    outbox.add(webhooks);
    startDraining();
  }

  function webhookOf(hook: Hook, urls: AttachmentUrls): OutgoingWebhook {
    const dialog = webhookDialog();
    switch (hook.event) {
      case 'message.new':
        return outgoing(messageSent(dialog, wireMessage(hook.message, urls)));
      case 'participant.joined':
        return outgoing(participantJoined(dialog, hook.participant, wireMessage(hook.announcement, urls)));
      case 'participant.left':
        return outgoing(
          participantLeft(dialog, hook.userId, hook.reason, wireMessage(hook.announcement, urls)),
        );
    }
  }

  function remindOf(kind: 'files' | 'notifications' | 'webhooks', dueAt: number | undefined) {
    if (dueAt !== undefined) clock.setNoLater(kind, dueAt);
  }

  /**
   * Sends what is due without a timer in between, which would cost an alarm and four rows a webhook; the timer rings if this
   * object dies at it. Not awaited: a receiver may take its time, and the room has other things to do.
   */
  function startDraining() {
    if (url === undefined || isDraining) return;
    isDraining = true;
    clock.set('webhooks', Date.now() + drainLeaseMs);
    inBackground(drain(url));
  }

  /** Sends what is due, and sets the timer for what is left. */
  async function drain(receiver: string): Promise<void> {
    // Whoever added a webhook may still be at it, in a transaction with others.
    await Promise.resolve();
    try {
      await drainOutbox({
        dialogId,
        outbox,
        post: (webhook) => postWebhook({ url: receiver, secret, fetch, now: Date.now }, webhook),
        park: (webhooks) =>
          openDatabase(settings).run(parkWebhooks(dialogId, webhooks, new Date().toISOString())),
        now: Date.now,
        log,
      });
    } finally {
      isDraining = false;
    }
    // Asked only now, with nothing awaited in between: one that came at the very end would be left with no timer.
    const next = outbox.nextDueAt();
    if (next !== undefined) return clock.set('webhooks', next);
    clock.clear('webhooks');
    if (isGone(storage)) forgetWhenDone();
  }

  function forgetWhenDone() {
    if (storage.isEmpty()) return;
    forgetMembers();
    if (outbox.isEmpty() && uploads.nextDueAt() === undefined) return forgetAll();
    storage.sql().exec('update room set is_gone = 1');
  }

  return {
    uploads,
    forgetWhenDone,
    subjectQueries: () => (url === undefined || subject !== undefined ? [] : [readDialogSubject(dialogId)]),
    subjectKnown(known) {
      subject = known;
    },
    retry(webhook) {
      const wasForgotten = storage.isEmpty();
      send([webhook]);
      // A room that knows nothing, as that of a deleted dialog, forgets this too when it is delivered.
      if (wasForgotten) storage.sql().exec('update room set is_gone = 1');
    },
    expectUploads: () => remindOf('files', uploads.nextDueAt()),
    resume() {
      if (storage.isEmpty()) return;
      if (url !== undefined) remindOf('webhooks', outbox.nextDueAt());
      remindOf('notifications', notifications.nextDueAt());
      remindOf('files', uploads.nextDueAt());
    },

    tellReceiver(hook, urls) {
      if (url !== undefined) send([webhookOf(hook, urls)]);
    },
    notifyLater(userIds) {
      if (url === undefined) return;
      notifications.start(userIds, Date.now() + settings.notificationDelaySeconds * 1_000);
      remindOf('notifications', notifications.nextDueAt());
    },
    cancelNotification: (userId) => notifications.cancel(userId),
    postponeArchiving() {
      saidAt = Date.now();
      if (archiveAfterMs > 0) clock.setNoLater('archive', saidAt + archiveAfterMs);
    },
    keepFiles: (storageKeys) => uploads.attached(storageKeys),
    removeFiles(storageKeys) {
      uploads.discard(storageKeys);
      remindOf('files', uploads.nextDueAt());
    },
    removeDialog() {
      notifications.cancelAll();
      clock.clear('archive');
      if (files !== undefined) uploads.discardAll();
      remindOf('files', uploads.nextDueAt());
    },

    work: {
      async webhooks() {
        startDraining();
      },

      async notifications() {
        const due = notifications.due(notifiedAtOnce);
        const userIds = due.map((timer) => timer.userId);
        const [unread, found] = await openDatabase(settings).run(
          together(pendingNotifications(dialogId, userIds), readDialogSubject(dialogId)),
        );
        subject = found;
        const pending = unread.filter((one) => !notifications.wasNotified(one.userId, one.message.id));
        const at = new Date().toISOString();
        const urls = await signAttachments(
          files,
          pending.map((one) => one.message),
        );
        const webhooks = await Promise.all(
          pending.map((one) =>
            notificationPending(webhookDialog(), { ...one, message: wireMessage(one.message, urls) }, at),
          ),
        );
        // Deleted meanwhile: nobody is to be told of it any more.
        if (isGone(storage)) return;
        storage.transaction(() => {
          if (webhooks.length > 0) send(webhooks.map(outgoing));
          for (const { userId, message } of pending) notifications.noteNotified(userId, message.id);
          notifications.settle(due);
        });
        const next = notifications.nextDueAt();
        if (next !== undefined) clock.set('notifications', next);
      },

      async archive() {
        const startedAt = Date.now();
        const outcome = await submit({
          kind: 'archive_inactive',
          cutoff: new Date(Date.now() - archiveAfterMs).toISOString(),
        });
        if (outcome.status === 'unavailable') throw new Error('Postgres is away');
        if (outcome.status === 'still_active') {
          clock.set('archive', Date.parse(outcome.lastActivityAt) + archiveAfterMs);
        } else if (saidAt >= startedAt) {
          // Said right after it was archived, while this timer was still running and could not be set for it.
          clock.set('archive', saidAt + archiveAfterMs);
        }
      },

      async files() {
        await uploads.sweep(files);
        const next = uploads.nextDueAt();
        if (next !== undefined) clock.set('files', next);
        else if (isGone(storage)) forgetWhenDone();
      },
    },
  };
}

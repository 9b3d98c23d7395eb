import type { Delivery, History } from '../history.ts';
import { type WireWebhook, wireWebhook } from '../wire.ts';
import { isKind } from './deeds.ts';
import type { Findings } from './findings.ts';
import { groupBy, type Stored, type StoredMessage } from './stored.ts';

/** One webhook, however often it was tried. */
export interface Told {
  webhook: WireWebhook;
  /** Whether a try was answered 2xx. */
  isTaken: boolean;
}
export type ToldOf<Event extends WireWebhook['event']> = Told & {
  webhook: Extract<WireWebhook, { event: Event }>;
};

function isTold<Event extends WireWebhook['event']>(...events: Event[]) {
  return (told: Told): told is ToldOf<Event> => events.some((event) => event === told.webhook.event);
}

/** The webhooks that arrived, each once; all tries of one must be the same. */
function collect(deliveries: readonly Delivery[], findings: Findings): Told[] {
  const parsed = deliveries.map((delivery) => ({
    ...delivery,
    webhook: wireWebhook.parse(JSON.parse(delivery.body)),
  }));
  return [...groupBy(parsed, ({ webhook }) => webhook.id)].map(([id, tries]) => {
    const bodies = [...new Set(tries.map((one) => one.body))];
    findings.must(
      bodies.length === 1,
      'a webhook is the same on every try',
      () => `${id}: ${bodies.join('\n    ')}`,
    );
    const [first] = tries;
    if (first === undefined) throw new Error('A group has no member');
    return { webhook: first.webhook, isTaken: tries.some((one) => one.isTaken) };
  });
}

function checkMessageWebhooks(
  history: History,
  stored: Stored,
  told: readonly Told[],
  findings: Findings,
): void {
  const dialogs = new Set(stored.dialogs.map((dialog) => dialog.id));
  const byId = new Map(stored.messages.map((message) => [message.id, message]));
  const sends = history.deeds.filter(isKind('send'));
  const attempted = new Set(sends.map((deed) => `${deed.dialogId} ${deed.userId} ${deed.clientMessageId}`));
  const webhooks = groupBy(told.filter(isTold('message.new')), ({ webhook }) => webhook.data.message.id);

  const stays = stored.messages.filter((message) => message.senderId !== null).map((message) => message.id);
  const acknowledged = sends.flatMap((deed) => deed.messageId ?? []);
  for (const id of new Set([...stays, ...acknowledged])) {
    findings.mustCome(
      webhooks.get(id)?.some((one) => one.isTaken) ?? false,
      'every message is told to the host',
      () => `message.new of ${id} was not taken`,
    );
  }
  for (const [id, same] of webhooks) {
    findings.must(
      same.length === 1,
      'one webhook tells of each message',
      () => `${id}: ${same.map(({ webhook }) => webhook.id).join(', ')}`,
    );
    const { message } = same[0]?.webhook.data ?? {};
    if (message === undefined) continue;
    const wasCommitted = dialogs.has(message.dialog_id)
      ? byId.has(id)
      : attempted.has(`${message.dialog_id} ${message.sender_id} ${message.client_message_id}`);
    findings.must(
      wasCommitted,
      'the host is told of nothing that was never stored',
      () => `message.new of ${id}`,
    );
  }
}

const eventOf: Record<string, 'participant.joined' | 'participant.left'> = {
  participant_joined: 'participant.joined',
  participant_added: 'participant.joined',
  participant_left: 'participant.left',
  participant_removed: 'participant.left',
};

/** Comings and goings are known by their time: the webhook has that of the system message. */
function checkPassageWebhooks(stored: Stored, told: readonly Told[], findings: Findings): void {
  const dialogs = new Set(stored.dialogs.map((dialog) => dialog.id));
  const keyOfMessage = (message: StoredMessage) =>
    [eventOf[message.event ?? ''], message.dialogId, message.eventUserId, message.sentAt].join(' ');
  const announcements = stored.messages.filter((message) => eventOf[message.event ?? ''] !== undefined);
  const expected = groupBy(announcements, keyOfMessage);
  const webhooks = groupBy(
    told.filter(isTold('participant.joined', 'participant.left')),
    ({ webhook: { event, timestamp, data } }) =>
      [event, data.dialog_id, data.user_id, Date.parse(timestamp)].join(' '),
  );
  for (const [key, messages] of expected) {
    findings.mustCome(
      (webhooks.get(key) ?? []).filter((one) => one.isTaken).length >= messages.length,
      'every coming and going is told to the host',
      () => `${key} was not taken`,
    );
  }
  for (const [key, same] of webhooks) {
    const dialogId = same[0]?.webhook.data.dialog_id ?? '';
    if (!dialogs.has(dialogId)) continue;
    findings.must(
      same.length <= (expected.get(key)?.length ?? 0),
      'the host is told of nothing that was never stored',
      () => `${key}: ${same.map(({ webhook }) => webhook.id).join(', ')}`,
    );
  }
}

/** Everything that was stored is told to the host, under one id and in the same words, and nothing else is. */
export function checkWebhooks(
  history: History,
  stored: Stored,
  findings: Findings,
): readonly ToldOf<'notification.pending'>[] {
  const told = collect(history.deliveries, findings);
  checkMessageWebhooks(history, stored, told, findings);
  checkPassageWebhooks(stored, told, findings);
  return told.filter(isTold('notification.pending'));
}

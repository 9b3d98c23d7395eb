import type { History } from '../history.ts';
import { checkAnswers, checkClients } from './clients.ts';
import { createFindings, type Findings } from './findings.ts';
import { checkMembers } from './members.ts';
import { checkMessages } from './messages.ts';
import { checkArchive, checkNotifications } from './notifications.ts';
import type { Stored } from './stored.ts';
import { checkWebhooks } from './webhooks.ts';

export interface Delays {
  notificationDelayMs: number;
  archiveAfterMs: number;
}

/** Holds what was seen from outside, and what Postgres holds, against the promises. */
export function check(history: History, stored: Stored, delays: Delays): Findings {
  const findings = createFindings();
  findings.must(history.strangeAnswers.length === 0, 'no answer is a 5xx but 503', () =>
    history.strangeAnswers.join('\n    '),
  );
  checkMessages(history, stored, findings);
  checkMembers(history, stored, findings);
  checkClients(history, stored, findings);
  checkAnswers(history, stored, findings);
  const notifications = checkWebhooks(history, stored, findings);
  checkNotifications(history, stored, notifications, delays.notificationDelayMs, findings);
  checkArchive(stored, delays.archiveAfterMs, findings);
  return findings;
}

/** Why a webhook is not believed. */
export type WebhookVerificationReason =
  /** `webhook-id`, `webhook-timestamp` or `webhook-signature` is missing: somebody else, or a server without `WEBHOOK_SECRET`. */
  | 'missing_headers'
  /** `webhook-timestamp` is not a time. */
  | 'invalid_timestamp'
  /** Signed longer ago than the tolerance: played again, or the clock here is ahead. */
  | 'timestamp_too_old'
  /** Signed further in the future than the tolerance: the clock here is behind. */
  | 'timestamp_too_new'
  /** No signature of this body was made with any of the secrets. */
  | 'no_matching_signature'
  /** Well signed, but not a webhook of MTChat. */
  | 'invalid_payload';

/** A webhook that is not to be believed: answer it with 401. */
export class WebhookVerificationError extends Error {
  readonly reason: WebhookVerificationReason;

  constructor(reason: WebhookVerificationReason, message: string) {
    super(message);
    this.name = 'WebhookVerificationError';
    this.reason = reason;
  }
}

export type * from './contract.ts';
export {
  type CallOptions,
  type CreateDialogOptions,
  createManagementClient,
  type DialogPage,
  type DialogQuery,
  type FailedWebhookPage,
  type ManagementClient,
  type PageQuery,
} from './management/client.ts';
export type { FetchFunction, ManagementClientOptions } from './management/connection.ts';
export { MTChatError, type MTChatErrorCode, type MTChatErrorFields } from './mtchat-error.ts';
export { signUserToken, type UserTokenOptions } from './tokens/sign-user-token.ts';
export type { WebhookHeaders } from './webhooks/headers.ts';
export {
  WebhookVerificationError,
  type WebhookVerificationReason,
} from './webhooks/verification-error.ts';
export { type VerifyWebhookOptions, verifyWebhook, type WebhookOf } from './webhooks/verify-webhook.ts';

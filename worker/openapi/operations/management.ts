import * as z from 'zod';
import { createDialogBody, dialog, dialogForHost, replaceScopesBody } from '../../../contract/dialogs.ts';
import { limits } from '../../../contract/limits.ts';
import { participant, participantInput } from '../../../contract/participants.ts';
import { hostDialogListQuery } from '../../../contract/queries.ts';
import { accessScope } from '../../../contract/scopes.ts';
import { failedWebhook, failedWebhookListQuery } from '../../../contract/webhooks.ts';
import { areas } from '../areas.ts';
import { data, described, nothing, page } from '../operation.ts';
import { dialogPath, failedWebhookPath, participantPath } from '../paths.ts';

const { management } = areas;
const idempotencyKey = z.string().min(1).max(limits.idempotencyKey).optional();

export const createDialog = described(management, {
  id: 'createDialog',
  summary: 'Create a dialog',
  description:
    'A participant may be given as a bare string, the user id. With an Idempotency-Key a retry within 24 hours returns ' +
    'the first answer, with Idempotency-Replayed: true, in place of a second dialog.',
  headers: z.object({ 'Idempotency-Key': idempotencyKey }),
  body: createDialogBody,
  answers: { 201: data(dialogForHost, 'Created, or created before with this Idempotency-Key') },
  refusals: ['CONFLICT'],
});

export const listDialogsForHost = described(management, {
  id: 'listDialogsForHost',
  summary: 'List dialogs, the newest first',
  query: hostDialogListQuery,
  answers: { 200: page(dialog) },
});

export const getDialogForHost = described(management, {
  id: 'getDialogForHost',
  summary: 'Get a dialog with its participants and access scopes',
  path: dialogPath,
  answers: { 200: data(dialogForHost) },
  refusals: ['NOT_FOUND'],
});

export const deleteDialog = described(management, {
  id: 'deleteDialog',
  summary: 'Delete a dialog, all that was said in it and its files',
  path: dialogPath,
  answers: { 204: nothing },
  refusals: ['NOT_FOUND'],
});

export const addParticipant = described(management, {
  id: 'addParticipant',
  summary: 'Add a participant, or change the profile of one',
  path: dialogPath,
  body: participantInput,
  answers: {
    201: data(participant, 'Added'),
    200: data(participant, 'Was there already: the fields given replace the old ones'),
  },
  refusals: ['NOT_FOUND'],
});

export const removeParticipant = described(management, {
  id: 'removeParticipant',
  summary: 'Remove a participant',
  path: participantPath,
  answers: { 204: nothing },
  refusals: ['NOT_FOUND'],
});

export const replaceAccessScopes = described(management, {
  id: 'replaceAccessScopes',
  summary: 'Replace all access scopes of a dialog',
  description: 'An empty list removes all. Each scope needs tenant_uid or a non-empty scope_level0.',
  path: dialogPath,
  body: replaceScopesBody,
  answers: { 200: data(z.array(accessScope), 'The new list') },
  refusals: ['NOT_FOUND'],
});

export const listFailedWebhooks = described(management, {
  id: 'listFailedWebhooks',
  summary: 'List the webhooks that were given up, the latest first',
  query: failedWebhookListQuery,
  answers: { 200: page(failedWebhook) },
});

export const retryFailedWebhook = described(management, {
  id: 'retryFailedWebhook',
  summary: 'Send a webhook again that was given up',
  path: failedWebhookPath,
  answers: { 202: data(z.object({ id: z.string() }), 'It is on its way again, with all retries') },
  refusals: ['NOT_FOUND'],
});

import type { ErrorCode } from '../../contract/errors.ts';

const anyone: ErrorCode[] = ['BAD_REQUEST', 'UNAUTHORIZED', 'RATE_LIMITED', 'INTERNAL_ERROR', 'UNAVAILABLE'];
const users = [{ userToken: [] }, { trustedUser: [] }];

/** The parts of the API: who may call them, and which errors any of their operations may answer with. */
export const areas = {
  management: { tag: 'Management', security: [{ adminToken: [] }], refusals: anyone },
  dialogs: { tag: 'Dialogs', security: users, refusals: [...anyone, 'FORBIDDEN'] },
  messages: { tag: 'Messages', security: users, refusals: [...anyone, 'FORBIDDEN', 'NOT_FOUND'] },
  files: { tag: 'Files', security: users, refusals: [...anyone, 'FORBIDDEN', 'NOT_FOUND'] },
  live: { tag: 'Live', security: users, refusals: [...anyone, 'FORBIDDEN', 'NOT_FOUND'] },
  service: { tag: 'Service', security: [], refusals: ['INTERNAL_ERROR'] },
} satisfies Record<string, { tag: string; security: Record<string, string[]>[]; refusals: ErrorCode[] }>;

/** What each part is about, in the order in which the document shows them. */
export const tags = [
  { name: areas.management.tag, description: 'For the host backend, which holds the admin token' },
  { name: areas.dialogs.tag, description: 'The dialogs of a user, and who takes part in them' },
  { name: areas.messages.tag, description: 'What is said in a dialog' },
  { name: areas.files.tag, description: 'Files go between the client and the storage by signed addresses' },
  { name: areas.live.tag, description: 'What happens, as it happens' },
  { name: areas.service.tag, description: 'The service about itself' },
];

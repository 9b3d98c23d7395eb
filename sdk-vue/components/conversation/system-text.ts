import type { SystemEvent } from '../../client/contract.ts';
import type { I18n } from '../../i18n/use-i18n.ts';
import { namesText } from './names.ts';

interface Person {
  user_id: string;
  display_name: string;
  company: string | null;
}

type PersonEvent = Exclude<SystemEvent, { type: 'chat_created' }>;

const aboutSomeone = {
  participant_joined: 'conversation.system.joined',
  participant_added: 'conversation.system.added',
  participant_left: 'conversation.system.left',
  participant_removed: 'conversation.system.removed',
} as const satisfies Record<PersonEvent['type'], string>;

const aboutReader = {
  participant_joined: 'conversation.system.joinedYou',
  participant_added: 'conversation.system.addedYou',
  participant_left: 'conversation.system.leftYou',
  participant_removed: 'conversation.system.removedYou',
} as const satisfies Record<PersonEvent['type'], string>;

/** What a system message says, in the reader's language. Plain text. */
export function systemText(event: SystemEvent, userId: string, i18n: I18n): string {
  if (event.type === 'chat_created') return createdText(event.participants, userId, i18n);
  if (event.user_id === userId) return i18n.t(aboutReader[event.type]);
  return i18n.t(aboutSomeone[event.type], { name: nameWithCompany(event) });
}

function createdText(participants: readonly Person[], userId: string, i18n: I18n): string {
  if (participants.length === 0) return i18n.t('conversation.system.created');
  const names = participants.map((person) =>
    person.user_id === userId ? i18n.t('conversation.message.you') : person.display_name,
  );
  return i18n.t('conversation.system.createdWith', { names: namesText(names, i18n) });
}

/** Companies talk here: a name alone may say little. */
function nameWithCompany(person: Person): string {
  return person.company ? `${person.display_name} (${person.company})` : person.display_name;
}

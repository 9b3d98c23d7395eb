import type { Participant } from '../../client/contract.ts';
import type { I18n } from '../../i18n/use-i18n.ts';

/** The line under the title: whether the other one is there, or how many take part and how many of them are there. */
export function presenceText(participants: readonly Participant[], userId: string, { t }: I18n): string {
  const others = participants.filter((person) => person.user_id !== userId);
  const [only] = others;
  if (only && others.length === 1) {
    return [only.company, t(only.is_online ? 'conversation.header.online' : 'conversation.header.offline')]
      .filter(Boolean)
      .join(' · ');
  }
  const online = others.filter((person) => person.is_online).length;
  const count = t('conversation.header.participants', { count: participants.length });
  return online === 0 ? count : `${count} · ${t('conversation.header.onlineCount', { count: online })}`;
}

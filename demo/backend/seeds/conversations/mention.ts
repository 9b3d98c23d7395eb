import { type PersonId, personOf } from '../../people.ts';

/** A mention as the editor of the chat writes it. */
export function at(id: PersonId): string {
  const { displayName } = personOf(id);
  return `<span data-type="mention" data-id="${id}" data-label="${displayName}">@${displayName}</span>`;
}

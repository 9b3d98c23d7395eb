/** Where someone was in a conversation: at its end, or with this row so many pixels below the top edge. */
export type ListPlace = 'end' | { key: string; offset: number };

/** Kept as long as the chat that owns them; the dialogs of two chats on a page do not mix. */
const placesOfChats = new WeakMap<object, Map<string, ListPlace>>();

/** Remembers for each dialog of `chat` where its reader was. */
export function listPlaces(chat: object): Map<string, ListPlace> {
  const places = placesOfChats.get(chat) ?? new Map<string, ListPlace>();
  placesOfChats.set(chat, places);
  return places;
}

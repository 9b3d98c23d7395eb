import type { DialogForHost } from '../../../contract/dialogs.ts';
import { type ChatPage, type OpenOptions, openAs } from './chat-page.ts';
import { type Person, somebody } from './people.ts';
import { createDialog } from './server.ts';

/** A dialog of two people, who both have it open. */
export interface Pair {
  dialog: DialogForHost;
  anna: Person;
  boris: Person;
  atAnna: ChatPage;
  atBoris: ChatPage;
}

interface PairOptions {
  title?: string;
  /** Said before either of them opens it. */
  before?(dialogId: string, pair: Pick<Pair, 'anna' | 'boris'>): Promise<void>;
  anna?: OpenOptions;
  boris?: OpenOptions;
}

/** Two people who have one dialog before them, each in a window of their own. */
export async function openPair({
  title = 'Order 2001',
  before,
  anna: forAnna,
  boris: forBoris,
}: PairOptions = {}): Promise<Pair> {
  const [anna, boris] = [somebody('Anna'), somebody('Boris', { company: 'Borey' })];
  const dialog = await createDialog({ participants: [anna, boris], title });
  await before?.(dialog.id, { anna, boris });
  const [atAnna, atBoris] = await Promise.all([
    openAs(anna, { ...forAnna, props: { dialogId: dialog.id, ...forAnna?.props } }),
    openAs(boris, { ...forBoris, props: { dialogId: dialog.id, ...forBoris?.props } }),
  ]);
  return { dialog, anna, boris, atAnna, atBoris };
}

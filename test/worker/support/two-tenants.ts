import { host, unique, user } from './api.ts';
import { said } from './dialog.ts';

/** Words that only tenant A knows: none of them may reach anyone else. */
const secrets = ['Merger', 'Atlas', 'ada@atlas.example', 'alan@atlas.example', '+49 555', 'Price'];

/**
 * Tenant A, where Ada and Alan talk, and tenant B with Bea, who has a dialog of her own. Bea knows every id of tenant A.
 */
export async function twoTenants() {
  const [tenantA, tenantB] = [unique('tenant-a'), unique('tenant-b')];
  const ada = user(unique('ada'), { tenant_uid: tenantA });
  const alan = user(unique('alan'), { tenant_uid: tenantA });
  const bea = user(unique('bea'), { tenant_uid: tenantB });
  const object = { object_type: unique('order'), object_id: unique('o') };
  const profile = { company: 'Atlas', phone: '+49 555' };
  const dialog = await host.createDialog({
    ...object,
    title: `Merger ${unique('title')}`,
    participants: [
      { user_id: ada.id, display_name: 'Ada of Atlas', email: 'ada@atlas.example', ...profile },
      { user_id: alan.id, display_name: 'Alan of Atlas', email: 'alan@atlas.example', ...profile },
    ],
    access_scopes: [{ tenant_uid: tenantA }],
  });
  const message = await said(ada, dialog.id, 'Price: 4 million');
  const own = await host.createDialog({
    ...object,
    participants: [bea.id],
    access_scopes: [{ tenant_uid: tenantB }],
  });
  return { tenantA, tenantB, ada, alan, bea, dialog, message, own };
}

export type TwoTenants = Awaited<ReturnType<typeof twoTenants>>;

/** What of tenant A can be found in an answer: ids that the asker named themselves do not count. */
export function leaksIn(answer: unknown, { tenantA, ada, alan }: TwoTenants): string[] {
  const text = JSON.stringify(answer);
  return [...secrets, tenantA, ada.id, alan.id].filter((word) => text.includes(word));
}

/** Everything that tenant A can see of its dialog. */
export async function viewOf({ ada, alan, dialog }: TwoTenants) {
  const views = await Promise.all(
    [ada, alan].flatMap((person) => [
      person.dialog(dialog.id),
      person.participants(dialog.id),
      person.messages(dialog.id),
    ]),
  );
  return views.map(({ status, data }) => ({ status, data }));
}

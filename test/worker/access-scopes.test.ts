import { describe, expect, it } from 'vitest';
import type { AccessScope } from '../../contract/scopes.ts';
import { host, unique, user } from './support/api.ts';

describe('replacing the access scopes', () => {
  const replace = (dialogId: string, scopes: unknown) =>
    host.call<AccessScope[]>('PUT', `/dialogs/${dialogId}/access-scopes`, {
      body: { access_scopes: scopes },
    });

  it('takes all old ones away and answers with the new ones', async () => {
    const [oldTenant, newTenant] = [unique('old'), unique('new')];
    const dialog = await host.createDialog({ access_scopes: [{ tenant_uid: oldTenant }] });
    const reply = await replace(dialog.id, [
      { tenant_uid: newTenant },
      { scope_level0: ['x', 'y'], scope_level2: ['z'] },
    ]);
    expect(reply.status).toBe(200);
    expect(reply.data).toMatchObject([
      {
        dialog_id: dialog.id,
        tenant_uid: newTenant,
        scope_level0: [newTenant],
        scope_level1: [],
        scope_level2: [],
      },
      {
        dialog_id: dialog.id,
        tenant_uid: null,
        scope_level0: ['x', 'y'],
        scope_level1: [],
        scope_level2: ['z'],
      },
    ]);
    expect(await host.call('GET', `/dialogs/${dialog.id}`)).toMatchObject({
      data: { access_scopes: reply.data },
    });
    expect((await user('ada', { tenant_uid: oldTenant }).dialog(dialog.id)).status).toBe(404);
    expect((await user('ada', { tenant_uid: newTenant }).dialog(dialog.id)).status).toBe(200);
  });

  it('with none closes the dialog to all but its participants', async () => {
    const ada = user(unique('ada'), { tenant_uid: 't' });
    const dialog = await host.createDialog({ participants: [ada.id], access_scopes: [{ tenant_uid: 't' }] });
    expect(await replace(dialog.id, [])).toMatchObject({ status: 200, data: [] });
    expect((await user(unique('eve'), { tenant_uid: 't' }).dialog(dialog.id)).status).toBe(404);
    expect((await ada.dialog(dialog.id)).status).toBe(200);
  });

  it.each<[string, unknown]>([
    ['no list', undefined],
    ['null', null],
    ['a scope without a tenant', [{ scope_level1: ['sales'] }]],
    ['a scope with no tenants', [{ scope_level0: [] }]],
    ['an empty tenant', [{ tenant_uid: '' }]],
    ['a value that is no string', [{ tenant_uid: 't', scope_level1: [1] }]],
    ['one good scope and one bad', [{ tenant_uid: 't' }, {}]],
  ])('refuses %s and keeps the old ones', async (_what, scopes) => {
    const dialog = await host.createDialog({ access_scopes: [{ tenant_uid: 't' }] });
    expect(await replace(dialog.id, scopes)).toMatchObject({ status: 400 });
    expect(await host.call('GET', `/dialogs/${dialog.id}`)).toMatchObject({
      data: { access_scopes: dialog.access_scopes },
    });
  });
});

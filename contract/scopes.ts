import * as z from 'zod';
import { limits } from './limits.ts';
import { opaqueId, optional, timestamp } from './text.ts';

const scopeLevel = z.array(opaqueId).max(limits.valuesPerScopeLevel);

const scopeShape = z.object({
  tenant_uid: optional(opaqueId),
  scope_level0: optional(scopeLevel),
  scope_level1: optional(scopeLevel),
  scope_level2: optional(scopeLevel),
});

/**
 * Three levels of values: of a dialog's access scope, where an empty level 1 or 2 matches any user, or of
 * a user, where an empty level matches only such a wildcard. Level 0 (tenants) is never a wildcard.
 */
export interface ScopeLevels {
  level0: string[];
  level1: string[];
  level2: string[];
}

/** The scope of a caller who presents none: nothing is joinable. */
export const noScope: ScopeLevels = { level0: [], level1: [], level2: [] };

function toLevels(scope: z.output<typeof scopeShape>): ScopeLevels {
  const tenants = [
    ...(scope.tenant_uid === undefined ? [] : [scope.tenant_uid]),
    ...(scope.scope_level0 ?? []),
  ];
  return {
    level0: [...new Set(tenants)],
    level1: [...new Set(scope.scope_level1)],
    level2: [...new Set(scope.scope_level2)],
  };
}

/** A user's scope, from the `X-Scope-Config` header or the token's claim. */
export const userScope = scopeShape.transform(toLevels);

/** A dialog's access scope, from the host: a tenant is required. */
export const accessScopeInput = scopeShape.transform(toLevels).refine((levels) => levels.level0.length > 0, {
  message: 'needs tenant_uid or a non-empty scope_level0',
  path: ['tenant_uid'],
});

export const accessScope = z
  .object({
    id: z.string(),
    dialog_id: z.string(),
    tenant_uid: z.string().nullable(),
    scope_level0: z.array(z.string()),
    scope_level1: z.array(z.string()),
    scope_level2: z.array(z.string()),
    created_at: timestamp,
  })
  .meta({ id: 'AccessScope' });
export type AccessScope = z.infer<typeof accessScope>;

import { uuidv7 } from 'uuidv7';
import { mapQuery } from '../../../database/query.ts';
import { replaceScopes } from '../../../database/writes/replace-scopes.ts';
import type { ReplaceScopesOperation } from './operation.ts';
import { type Part, type PartContext, single } from './part.ts';

/** Nobody is told: who may join is asked when they look. */
export function replaceScopesPart({ scopes }: ReplaceScopesOperation, { target, at }: PartContext): Part {
  const stored = scopes.map((scope) => ({ ...scope, id: uuidv7() }));
  return {
    intents: [],
    query: mapQuery(replaceScopes(target, stored, at), (outcome) =>
      outcome.status === 'replaced'
        ? single({ status: 'scopes_replaced', accessScopes: outcome.accessScopes })
        : single(outcome),
    ),
  };
}

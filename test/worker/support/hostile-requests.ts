import fc from 'fast-check';
import { hostileBody, hostileHeaders, urlText } from './hostile-values.ts';

/** A request that a careless or ill-meaning client could send. */
export interface HostileRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** What exists, so that some requests get past the first check. */
export interface Existing {
  userIds: string[];
  dialogIds: string[];
  messageIds: string[];
}

/** The calls that read a body, and the fields that they read. */
const withBody = Object.entries({
  'POST /api/v1/upload/presign': 'dialog_id filename content_type size',
  'POST /api/v1/dialogs/{dialog}/join': 'display_name company email phone',
  'POST /api/v1/dialogs/{dialog}/notifications': 'enabled',
  'POST /api/v1/dialogs/{dialog}/read': 'last_read_message_id',
  'POST /api/v1/dialogs/{dialog}/messages': 'content reply_to attachments client_message_id __proto__',
  'PUT /api/v1/dialogs/{dialog}/messages/{message}': 'content',
  'POST /api/v1/management/dialogs':
    'object_id object_type title object_url meta created_by participants access_scopes',
  'POST /api/v1/management/dialogs/{dialog}/participants': 'user_id display_name company email phone',
  'PUT /api/v1/management/dialogs/{dialog}/access-scopes': 'access_scopes',
});
const withoutBody = [
  'GET /health',
  'GET /health/ready',
  'GET /docs',
  'GET /api/v1/openapi.json',
  'GET /api/v1/ws',
  'GET /api/v1/attachments/{message}/url',
  'GET /api/v1/dialogs',
  'GET /api/v1/dialogs/by-object/{any}/{any}',
  'GET /api/v1/dialogs/by-object/{any}/{any}/list',
  'GET /api/v1/dialogs/{dialog}',
  'GET /api/v1/dialogs/{dialog}/participants',
  'GET /api/v1/dialogs/{dialog}/messages',
  'GET /api/v1/dialogs/{dialog}/messages/{message}',
  'DELETE /api/v1/dialogs/{dialog}/messages/{message}',
  'POST /api/v1/dialogs/{dialog}/leave',
  'POST /api/v1/dialogs/{dialog}/archive',
  'POST /api/v1/dialogs/{dialog}/unarchive',
  'POST /api/v1/dialogs/{dialog}/pin',
  'POST /api/v1/dialogs/{dialog}/unpin',
  'GET /api/v1/management/dialogs',
  'GET /api/v1/management/dialogs/{dialog}',
  'DELETE /api/v1/management/dialogs/{any}',
  'DELETE /api/v1/management/dialogs/{dialog}/participants/{user}',
  'GET /{any}',
  'GET //api//v1//dialogs',
  'POST /api/v1/../v1/dialogs/.',
  'GET /api/v1/dialogs/{any}/{any}/{any}/{any}',
];
const otherMethods = 'POST PUT DELETE PATCH OPTIONS HEAD PROPFIND';

const queryNames =
  'user_id type search archived limit cursor before after around dialog_id object_type object_id token __proto__';
const queryPart = fc
  .tuple(fc.oneof(fc.constantFrom(...queryNames.split(' ')), urlText), urlText)
  .map(([name, value]) => `${name}=${value}`);

const call = fc.oneof(
  ...withBody.map(([route, fields]) =>
    fc.record({ route: fc.constant(route), body: hostileBody(fields.split(' ')) }),
  ),
  {
    weight: withBody.length,
    arbitrary: fc.record({ route: fc.constantFrom(...withoutBody), body: fc.json() }),
  },
);

/** Replaces the placeholders of a route, each `{any}` by the next of the texts. */
function fill(route: string, names: Record<'user' | 'dialog' | 'message', string>, texts: string[]): string {
  const named = Object.entries(names).reduce(
    (path, [name, value]) => path.replace(`{${name}}`, () => value),
    route,
  );
  return texts.reduce((path, text) => path.replace('{any}', () => text), named);
}

/** Requests to every route there is and to some that are not, with something wrong in most of them. */
export function hostileRequest({ userIds, dialogIds, messageIds }: Existing): fc.Arbitrary<HostileRequest> {
  const mostly = (good: string[]) => fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...good) }, urlText);
  return fc
    .record({
      call,
      method: fc.oneof(
        { weight: 7, arbitrary: fc.constant(undefined) },
        fc.constantFrom(...otherMethods.split(' ')),
      ),
      names: fc.record({ user: mostly(userIds), dialog: mostly(dialogIds), message: mostly(messageIds) }),
      texts: fc.array(urlText, { minLength: 4, maxLength: 4 }),
      caller: mostly(userIds),
      query: fc.array(queryPart, { maxLength: 3 }),
      hasAdminToken: fc.boolean(),
      headers: hostileHeaders,
    })
    .map(
      ({
        call: { route, body },
        method: otherMethod,
        names,
        texts,
        caller,
        query,
        hasAdminToken,
        ...rest
      }) => {
        const [routeMethod = '', pattern = ''] = route.split(' ');
        const method = otherMethod ?? routeMethod;
        return {
          method,
          path: `${fill(pattern, names, texts)}?${[`user_id=${caller}`, ...query].join('&')}`,
          headers: {
            ...rest.headers,
            ...(hasAdminToken || pattern.includes('/management')
              ? { Authorization: 'Bearer test-admin-token' }
              : {}),
            ...(pattern.endsWith('/ws') ? { Upgrade: 'websocket' } : {}),
          },
          body: ['GET', 'HEAD'].includes(method) ? undefined : body,
        };
      },
    );
}

import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { NONCE, secureHeaders } from 'hono/secure-headers';
import type { AppEnv } from '../context.ts';
import { documentOf } from '../openapi/document.ts';
import * as operations from '../openapi/operations/service.ts';
import { pageOf } from '../openapi/page/page.ts';
import type { ShownDocument } from '../openapi/page/shown.ts';

/** The page is text and one style sheet: nothing on it runs, loads, or may be framed. */
const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: [NONCE],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
});

/** What the app answers, for machines and for people. Neither asks who reads it, nor needs any configuration. */
export function referenceOf(app: Hono<AppEnv>): Hono<AppEnv> {
  let made: string | undefined;
  // What the requests of an isolate share is the document and not the promise of it: that belongs to one request.
  const document = async () => {
    made ??= await documentOf(app);
    return made;
  };
  return new Hono<AppEnv>()
    .get('/api/v1/openapi.json', operations.getDocument, cors(), async (context) =>
      context.body(await document(), 200, { 'Content-Type': 'application/json' }),
    )
    .get('/docs', operations.getReferencePage, pageHeaders, async (context) => {
      // We made it a moment ago, and a test validates it: of its many optional parts these are there.
      const shown: ShownDocument = JSON.parse(await document());
      return context.html(pageOf(shown, context.get('secureHeadersNonce') ?? ''));
    });
}

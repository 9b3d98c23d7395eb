import { createServer } from 'vite';
import type { ShownDocument } from '../../worker/openapi/page/shown.ts';

/**
 * The OpenAPI document that the Worker answers `/api/v1/openapi.json` with, made by the same code. Nothing listens: Vite
 * loads the Worker's modules, as Node alone does not read its import of package.json.
 */
export async function readOpenApiDocument(root: string): Promise<ShownDocument> {
  const loader = await createServer({
    root,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const { createApp } = await loader.ssrLoadModule('/worker/app.ts');
    const { documentOf } = await loader.ssrLoadModule('/worker/openapi/document.ts');
    return JSON.parse(await documentOf(createApp()));
  } finally {
    await loader.close();
  }
}

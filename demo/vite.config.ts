import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';
import type { PagesSettings } from './build.ts';

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Where `npm run dev` runs; set the same variables for both. */
const workerUrl = `http://127.0.0.1:${process.env.PORT || 8787}`;
const backendUrl = `http://127.0.0.1:${process.env.DEMO_PORT || 8788}`;
const pagesOrigin = `http://localhost:${process.env.PORT || 8787}`;

/** Built pages find this file beside them. */
function settingsOfServer(): Plugin {
  const settings: PagesSettings = { backendUrl: '/backend' };
  return {
    name: 'demo-settings',
    configureServer({ middlewares }) {
      middlewares.use('/demo-settings.json', (_request, response) => {
        response.setHeader('Content-Type', 'application/json').end(JSON.stringify(settings));
      });
    },
  };
}

/**
 * The pages of the demo, with the SDK of this repository from its source. As a server (`npm run dev:pages`) it shows
 * each change at once, and takes the rest from an `npm run dev` that runs beside it.
 */
export default defineConfig({
  root: pathOf('pages'),
  base: './',
  plugins: [vue(), settingsOfServer()],
  resolve: {
    alias: [
      // The SDK's source imports all of its CSS itself; a host that installs the package imports this file.
      { find: '@mtchat/vue/style.css', replacement: pathOf('../sdk-vue/theme/tokens.css') },
      { find: '@mtchat/vue-primevue/style.css', replacement: pathOf('../sdk-vue-primevue/theme/tokens.css') },
      { find: '@mtchat/vue-primevue', replacement: pathOf('../sdk-vue-primevue/index.ts') },
      { find: '@mtchat/vue', replacement: pathOf('../sdk-vue/index.ts') },
    ],
    // One Vue for the pages and the SDK, or neither would know of the other's components.
    dedupe: ['vue'],
  },
  build: {
    target: 'es2022',
    cssTarget: ['chrome123', 'edge123', 'firefox128', 'safari18'],
    emptyOutDir: true,
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      // The backend lets the built pages call, from whose origin these are another.
      '/backend': {
        target: backendUrl,
        headers: { origin: pagesOrigin },
        rewrite: (path) => path.slice('/backend'.length),
      },
      '/api': { target: workerUrl, ws: true },
    },
  },
});

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const directory = fileURLToPath(new URL('.', import.meta.url));

/** Where a module goes in dist. npm leaves folders named node_modules out of a package, so the libraries' has another name. */
function fileNameOf({ name }: { name: string }): string {
  return `${name.replace(/^sdk-vue\//, '').replaceAll('node_modules/', 'libraries/')}.js`;
}

export default defineConfig({
  root: directory,
  publicDir: false,
  plugins: [vue()],
  build: {
    target: 'es2022',
    // Those that have light-dark(): written in other ways, it would not follow a host's own `color-scheme`.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    sourcemap: true,
    // The host's bundler does that; until then its developers read what they debug.
    minify: false,
    cssMinify: true,
    // One style.css for the whole package: no part loads CSS by itself later, whatever the host's bundler does.
    cssCodeSplit: false,
    license: { fileName: 'THIRD-PARTY-LICENSES.md' },
    lib: {
      entry: { index: join(directory, 'index.ts'), client: join(directory, 'client.ts') },
      formats: ['es'],
      cssFileName: 'style',
    },
    rolldownOptions: {
      // All else is bundled: hosts with Vue 3.4 could not install some of it (@vueuse/core wants 3.5), and have one package to audit.
      external: ['vue'],
      output: {
        // A file a module, so that the host's bundler drops what the host does not use, and splits what it loads later.
        preserveModules: true,
        preserveModulesRoot: join(directory, '..'),
        entryFileNames: fileNameOf,
      },
    },
  },
});

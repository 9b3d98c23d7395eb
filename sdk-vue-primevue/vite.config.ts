import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const directory = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: directory,
  publicDir: false,
  plugins: [vue()],
  build: {
    target: 'es2022',
    // Those that have light-dark() and colours made from others: written in other ways, they would not follow PrimeVue.
    cssTarget: ['chrome123', 'edge123', 'firefox128', 'safari18'],
    sourcemap: true,
    // The host's bundler does that; until then its developers read what they debug.
    minify: false,
    cssMinify: true,
    cssCodeSplit: false,
    lib: { entry: join(directory, 'index.ts'), formats: ['es'], cssFileName: 'style' },
    rolldownOptions: {
      // The host has them, and must have each of them once: their state is kept in their modules.
      external: [/^vue$/, /^@mtchat\/vue$/, /^primevue\//, /^@primevue\//, /^@primeuix\//],
      output: { preserveModules: true, preserveModulesRoot: directory, entryFileNames: '[name].js' },
    },
  },
});

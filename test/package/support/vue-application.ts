import { createHost, folderOf, type Host } from './host.ts';

/** The example of the documentation, in full and inline, with all that a host can say and hear. */
const application = `
<script setup lang="ts">
import { type ChatConfig, type ChatError, type Message, MTChat } from '@mtchat/vue';
import '@mtchat/vue/style.css';

const order = { id: '1234' };
// As the documentation has it: nothing tells the types beforehand.
const chatConfig = {
  baseUrl: 'https://chat.example.com',
  token: async () => 'a token',
  userId: 'anna',
  scopeConfig: { tenant_uid: 'acme', scope_level1: ['sales'], scope_level2: ['manager'] },
  userProfile: { displayName: 'Anna', company: 'Acme', email: 'anna@acme.example' },
  locale: 'en',
  reconnect: true,
  reconnectInterval: 3000,
  heartbeatInterval: 30000,
  onConnect() {},
  onDisconnect() {},
  onMessage(message: Message) { show(message.sender_name ?? ''); },
  onError(error: ChatError) { show(error.code); },
};

const annotated: ChatConfig = chatConfig;

function show(text: string) { document.title = text; }
function showCount(total: number) { document.title = String(total); }
function showMessage(message: Message) { document.title = message.content; }
</script>

<template>
  <MTChat
    :config="chatConfig"
    mode="full"
    theme="auto"
    show-header
    :show-sidebar="true"
    show-tabs
    show-search
    @connected="show('connected')"
    @disconnected="show('disconnected')"
    @error="(error) => show(error.message)"
    @message-sent="showMessage"
    @dialog-selected="show('selected')"
    @dialog-joined="show('joined')"
    @dialog-left="show('left')"
    @unread-change="showCount"
  >
    <template #sidebar-action><button>New</button></template>
    <template #header-menu-actions="{ dialog, closeMenu }">
      <button @click="closeMenu()">{{ dialog.title?.toUpperCase() }}</button>
    </template>
    <template #message="{ message }">{{ message.sent_at.slice(0, 10) }}</template>
    <template #empty>Nothing here</template>
  </MTChat>
  <MTChat :config="annotated" mode="inline" :object-id="order.id" object-type="order" />
</template>
`;

const tsconfig = {
  compilerOptions: {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: ['vite/client'],
    strict: true,
    noUncheckedIndexedAccess: true,
    // Hosts may check the declarations of what they install: ours have to pass.
    skipLibCheck: false,
    noEmit: true,
  },
  include: ['src'],
  vueCompilerOptions: { strictTemplates: true },
};

/** What `npm create vite` makes for Vue and TypeScript, with the chat in it and the given Vue. */
export async function createVueApplication(vue: string): Promise<Host> {
  const tools = ['vite', '@vitejs/plugin-vue', 'vue-tsc', 'typescript', '@types/node'];
  const host = await createHost({ vue, ...Object.fromEntries(tools.map((tool) => [tool, folderOf(tool)])) });
  await host.write('tsconfig.json', JSON.stringify(tsconfig));
  await host.write('index.html', '<div id="app"></div><script type="module" src="/src/main.ts"></script>');
  await host.write(
    'vite.config.js',
    "import vue from '@vitejs/plugin-vue';\nexport default { plugins: [vue()], build: { manifest: true } };\n",
  );
  await host.write(
    'src/main.ts',
    "import { createApp } from 'vue';\nimport App from './App.vue';\n\ncreateApp(App).mount('#app');\n",
  );
  await host.write('src/App.vue', application);
  return host;
}

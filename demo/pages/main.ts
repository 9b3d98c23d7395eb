import '@mtchat/vue/style.css';
import './styles/host.css';
import { createApp } from 'vue';
import App from './App.vue';
import { createPages } from './pages.ts';
import { startSession } from './session/session.ts';

// Not awaited at the top level: an error is to be seen on the page, too.
startSession()
  .then(() => createApp(App).use(createPages()).mount('#app'))
  .catch((error: unknown) => {
    document.body.textContent = `The demo cannot start: ${error instanceof Error ? error.message : error}`;
  });

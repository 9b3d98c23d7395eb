import { createApp, h, shallowReactive } from 'vue';
import { markupOf } from '../../../../../sdk-vue/components/conversation/copy-message.ts';
import { plainText, snippetText } from '../../../../../sdk-vue/components/conversation/plain-text.ts';
import type { Locale } from '../../../../../sdk-vue/i18n/locale.ts';
import { createFakeChat, type FakeChat } from '../support/fake-chat.ts';
import ConversationPage from './ConversationPage.vue';
import { sceneOf } from './scenes.ts';

declare global {
  interface Window {
    /** What the tests use of this page. */
    fake: FakeChat;
    page: { theme: string; isShown: boolean };
    texts: { markupOf: typeof markupOf; plainText: typeof plainText; snippetText: typeof snippetText };
  }
}

// The query says what is shown: ?scene=trade&theme=dark&locale=ru&count=10000
const query = new URLSearchParams(location.search);
const fake = createFakeChat(sceneOf(query.get('scene') ?? 'many', Number(query.get('count') ?? 10_000)));
const locales: Readonly<Record<string, Locale>> = { en: 'en', ru: 'ru', zh: 'zh' };
const props = shallowReactive({
  fake,
  theme: query.get('theme') ?? 'light',
  locale: locales[query.get('locale') ?? 'en'] ?? 'en',
  isShown: true,
});

createApp(() => h(ConversationPage, props)).mount('#app');
window.fake = fake;
window.page = props;
window.texts = { markupOf, plainText, snippetText };

import { Theme, ThemeService } from '@primeuix/themes';
import { usePrimeVue } from 'primevue/config';
import { useStyle } from 'primevue/usestyle';
import { onBeforeUnmount, onMounted, watch } from 'vue';
import { variablesOf } from './scheme-variables.ts';

/**
 * Gives PrimeVue's variables the values of one colour scheme within chats of that theme, where `theme` gives one: PrimeVue
 * itself sets them for the whole page. Follows a change of the preset. Call it in `setup`.
 */
export function useExplicitTheme(theme: () => 'light' | 'dark' | undefined): void {
  const { config } = usePrimeVue();

  function write(): void {
    const scheme = theme();
    if (scheme === undefined) return;
    const css = `.mtchat.mtchat-prime.mtchat--${scheme}{${variablesOf(Theme.theme, scheme)}}`;
    const nonce = config.csp?.nonce;
    // By its name, PrimeVue finds the element that a chat beside this one has made already.
    useStyle(css, { name: `mtchat-${scheme}`, manual: true, ...(nonce ? { nonce } : {}) }).load();
  }

  onMounted(() => {
    watch(theme, write, { immediate: true });
    ThemeService.on('theme:change', write);
  });
  onBeforeUnmount(() => ThemeService.off('theme:change', write));
}

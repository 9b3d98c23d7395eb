import type { MTChatProps } from '@mtchat/vue';

/** Props of `<MTChatPrime>`: those of `<MTChat>`, but for the theme. */
export interface MTChatPrimeProps extends Omit<MTChatProps, 'theme'> {
  /** Left out, the chat is light or dark as PrimeVue is, and changes with it. */
  theme?: 'light' | 'dark' | undefined;
}

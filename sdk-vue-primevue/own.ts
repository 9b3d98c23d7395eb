// What the package has besides that of `@mtchat/vue`.
export { default as MTChatPrime } from './MTChatPrime.vue';
export type { MTChatPrimeProps } from './mtchat-prime.ts';
export { primevueRegistry } from './primevue-registry.ts';

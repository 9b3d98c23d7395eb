export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  css: ['@mtchat/vue/style.css'],
  runtimeConfig: {
    // NUXT_JWT_SECRET says what it is: the chat server's JWT_SECRET.
    jwtSecret: '',
  },
});

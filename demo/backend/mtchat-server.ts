/*
 * What a host imports by its name, `@mtchat/server`. The demo takes it from its source, as its pages take `@mtchat/vue`: it runs
 * before anything is built, and shows each change at once.
 */
export * from '../../sdk-server/index.ts';

export * from '@mtchat/vue';
export * from './own.ts';

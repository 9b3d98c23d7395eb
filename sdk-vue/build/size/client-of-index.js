import { createChatClient } from '@mtchat/vue';

console.log(createChatClient);

import { createChatClient } from '@mtchat/vue/client';

console.log(createChatClient);

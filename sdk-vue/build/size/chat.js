import { MTChat } from '@mtchat/vue';
import '@mtchat/vue/style.css';

console.log(MTChat);

import * as everything from '@mtchat/vue';
import '@mtchat/vue/style.css';

console.log(everything);

// What compilers that keep imports leave of `import { type ChatConfig } from '@mtchat/vue'`.
import '@mtchat/vue';

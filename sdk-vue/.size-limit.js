import { buildHost } from './build/host.ts';

const chat = await buildHost('chat');
const everything = await buildHost('everything');
const client = await buildHost('client');
const typesAlone = await buildHost('types-alone');
const clientOfIndex = await buildHost('client-of-index');

const gzipped = { gzip: true, brotli: false };

/** What a host's users download, without Vue and with the styles. */
export default [
  { name: 'MTChat, first load', path: chat.first, limit: '75 KiB', ...gzipped },
  { name: 'all of the package', path: everything.all, limit: '220 KiB', ...gzipped },
  { name: "createChatClient of '@mtchat/vue/client'", path: client.all, limit: '10 KiB', ...gzipped },
  { name: "types of '@mtchat/vue'", path: typesAlone.all, limit: '100 B', ...gzipped },
  { name: "createChatClient of '@mtchat/vue'", path: clientOfIndex.all, limit: '10 KiB', ...gzipped },
];

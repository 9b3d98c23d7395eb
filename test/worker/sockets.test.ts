import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { host, unique, user } from './support/api.ts';
import { openSocket } from './support/socket.ts';

async function timed<T>(what: string, work: Promise<T>) { const t = Date.now(); const r = await work; console.log(what, Date.now() - t); return r; }
test('probe', async () => {
  const ada = user(unique('ada'));
  const bob = user(unique('bob'));
  const dialog = await timed('create', host.createDialog({ participants: [ada.id, bob.id] }));
  const socket = await timed('open', openSocket(ada.id));
  const s2 = await timed('open', openSocket(bob.id, dialog.id));
  await timed('evict idle', evictDurableObject(env.USER_INBOX.getByName(ada.id)));
  await timed('send', bob.send(dialog.id, 'Hello'));
  await timed('evict room', evictDurableObject(env.DIALOG_ROOM.getByName(dialog.id)));
  await timed('settled', socket.settled());
  await timed('send', bob.send(dialog.id, 'Hello2'));
  await s2.heard('message.new', e => e.content === 'Hello2');
  await socket.heard('message.new', e => e.content === 'Hello2');
  console.log(await timed('alarm', runDurableObjectAlarm(env.USER_INBOX.getByName(ada.id))));
  await timed('evict', evictDurableObject(env.USER_INBOX.getByName(ada.id)));
});

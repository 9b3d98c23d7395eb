// Miniflare in a process of its own, which `edge.ts` starts: its calls to evict an object block the thread they are made on
// until the object is idle, and an object that waits for Postgres is not idle before the gateway on that thread has answered.
import { readFile } from 'node:fs/promises';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import type { EdgeAnswer, EdgeRequest, EdgeStart } from './edge.ts';

const workerName = 'mtchat-edge';

/** Around the Worker, with a way to reset an object as a crash of it would: what it has not stored is gone. */
const entry = `
import worker, { DialogRoom as Room, UserInbox as Inbox } from './worker.js';
export class DialogRoom extends Room { reset() { this.ctx.abort('Reset by a test'); } }
export class UserInbox extends Inbox { reset() { this.ctx.abort('Reset by a test'); } }
export default {
  ...worker,
  async fetch(request, env, context) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== '/reset') return worker.fetch(request, env, context);
    const objects = searchParams.get('class') === 'DialogRoom' ? env.DIALOG_ROOM : env.USER_INBOX;
    await objects.getByName(searchParams.get('name')).reset().catch(() => undefined);
    return new Response(null, { status: 204 });
  },
};`;

let miniflare: Miniflare | undefined;
let restarted = Promise.withResolvers<void>();

function running(): Miniflare {
  if (miniflare === undefined) throw new Error('The edge was not started');
  return miniflare;
}

async function start({ script, directory, bindings }: EdgeStart): Promise<string> {
  miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: workerName,
      host: '127.0.0.1',
      modules: [
        { type: 'ESModule', path: 'entry.js', contents: entry },
        { type: 'ESModule', path: 'worker.js', contents: script },
      ],
      compatibilityDate: '2026-11-01',
      compatibilityFlags: ['nodejs_compat'],
      bindings,
      durableObjects: {
        DIALOG_ROOM: { className: 'DialogRoom', useSQLite: true },
        USER_INBOX: { className: 'UserInbox', useSQLite: true },
      },
      r2Buckets: ['FILES'],
      cf: false,
      isolatedResourcePersistencePath: directory,
      unsafeHandleRuntimeRestart: () => restarted.resolve(),
      log: new Log(LogLevel.NONE),
    }),
  );
  return (await miniflare.ready).origin;
}

/** The processes that this one started: workerd. */
async function children(): Promise<number[]> {
  const text = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}

async function kill(): Promise<void> {
  restarted = Promise.withResolvers();
  for (const pid of await children()) process.kill(pid, 'SIGKILL');
  // Miniflare sees that its runtime is gone, and starts another on the same port.
  await restarted.promise;
  await running().ready;
}

async function carryOut(request: EdgeRequest): Promise<string | undefined> {
  switch (request.does) {
    case 'start':
      return start(request);
    case 'kill':
      await kill();
      return undefined;
    case 'evict':
      await running().unsafeEvictDurableObject(workerName, request.objectClass, {
        name: request.name,
        webSockets: request.webSockets,
      });
      return undefined;
  }
}

process.on('message', (message: EdgeRequest) => {
  const answer = (result: Omit<EdgeAnswer, 'number'>) =>
    process.send?.({ number: message.number, ...result });
  carryOut(message).then(
    (value) => answer(value === undefined ? {} : { value }),
    (error: unknown) => answer({ problem: String(error) }),
  );
});

// Also when the test's process is gone.
process.on('disconnect', () => {
  void (miniflare?.dispose() ?? Promise.resolve()).finally(() => process.exit());
});

import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { dialogOf } from './support/dialog.ts';
import { follow } from './support/socket.ts';
import { letPass } from './support/time.ts';

/** Asks for a dialog socket, and does not wait for its greeting. */
function connecting(userId: string, dialogId: string): Promise<Response> {
  const query = new URLSearchParams({ user_id: userId, dialog_id: dialogId });
  return exports.default.fetch(
    new Request(`http://localhost/api/v1/ws?${query}`, { headers: { Upgrade: 'websocket' } }),
  );
}

test('a socket that closes while it opens leaves nobody online', async () => {
  let opened = 0;
  for (let round = 0; round < 8; round += 1) {
    const { ada, dialogId } = await dialogOf('ada', 'bob');
    const inbox = env.USER_INBOX.getByName(ada.id);
    const [{ webSocket }] = await Promise.all([connecting(ada.id, dialogId), ada.leave(dialogId)]);
    if (webSocket === null) continue;
    opened += 1;
    await follow(webSocket).closed;
    // The room tells the inbox of the opening, and then of the closing, in its own time.
    for (let roundTrip = 0; roundTrip < 100; roundTrip += 1) await inbox.presence();
    const isOnlineMuchLater = async () => {
      await letPass(6, inbox);
      return (await inbox.presence()).isOnline;
    };
    await expect.poll(isOnlineMuchLater, { timeout: 3_000 }).toBe(false);
  }
  expect(opened).toBeGreaterThan(0);
});

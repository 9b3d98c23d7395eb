import * as z from 'zod';
import { uuid } from '../../../contract/text.ts';
import { areas } from '../areas.ts';
import { described } from '../operation.ts';

export const connect = described(areas.live, {
  id: 'connect',
  summary: 'Open a WebSocket',
  description: `Without dialog_id the socket hears everything in every dialog of the user; with it, that dialog alone.
A browser, which cannot set headers here, offers the subprotocols "mtchat" and "bearer.<jwt>", or names its token in the query.

The server sends JSON objects told apart by type: connected (first), message.new, message.edited, message.deleted, message.read, participant.joined, participant.left, dialog.archived, dialog.unarchived, dialog.updated, dialog.deleted, presence.update, typing, pong and error.

The client may send {"type":"ping"} (every 30 seconds), {"type":"subscribe","dialog_id":"…"}, {"type":"unsubscribe","dialog_id":"…"} and {"type":"typing","dialog_id":"…"}. Subscribing governs typing alone.

The server closes with 1008 after more than 20 messages a second, 1009 after one over 64 KiB, 4401 when the token expires, 4403 when the user leaves the dialog of the socket, and 4408 after 90 seconds of silence.`,
  query: z.object({ dialog_id: uuid.optional(), token: z.string().optional() }),
  answers: { 101: { description: 'The socket is open' } },
  refusals: ['UPGRADE_REQUIRED'],
});

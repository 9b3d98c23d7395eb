import { on } from 'node:events';
import WebSocket from 'ws';
import type { ServerEvent } from '../../../contract/events.ts';
import { projectUrl, type User } from './api.ts';

type MessageNew = Extract<ServerEvent, { type: 'message.new' }>;

/** Opens a user socket; resolves, once it is connected, with a wait for the next message that the user hears of. */
export async function listen(listener: User): Promise<() => Promise<MessageNew>> {
  const socket = new WebSocket(`${projectUrl.replace('http', 'ws')}/api/v1/ws?user_id=${listener.id}`);
  const frames = on(socket, 'message', { close: ['close'] });
  async function heard<Type extends ServerEvent['type']>(type: Type) {
    // Not `for await`, which would end the iterator with the first event found.
    for (let frame = await frames.next(); frame.done !== true; frame = await frames.next()) {
      const event: ServerEvent = JSON.parse(String(frame.value[0]));
      // The type decides the rest of the event.
      if (event.type === type) return event as Extract<ServerEvent, { type: Type }>;
    }
    throw new Error(`The socket closed before ${type}`);
  }
  await heard('connected');
  return async () => {
    const event = await heard('message.new');
    socket.close();
    return event;
  };
}

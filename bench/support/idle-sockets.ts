import { WebSocket } from 'ws';
import { pingText } from '../../contract/sockets.ts';

/** Sockets opened at the same time. */
const openedAtOnce = 50;
/** A little more often than clients do (contract §6), as it takes a while to ping thousands. */
const pingEveryMs = 25_000;

interface IdleSockets {
  /** Resolves when all are closed. */
  close(): Promise<void>;
}

/** Opens a socket to each URL. All of them do nothing but ping, all at the same time; none may be closed by the server. */
export async function openIdleSockets(urls: readonly string[]): Promise<IdleSockets> {
  const sockets: WebSocket[] = [];
  let closedByServer = 0;
  const pinging = setInterval(() => {
    for (const socket of sockets) socket.send(pingText);
  }, pingEveryMs);
  for (let from = 0; from < urls.length; from += openedAtOnce) {
    const opened = await Promise.all(urls.slice(from, from + openedAtOnce).map(open));
    for (const socket of opened) socket.once('close', () => (closedByServer += 1));
    sockets.push(...opened);
  }
  return {
    async close() {
      clearInterval(pinging);
      if (closedByServer > 0) throw new Error(`${closedByServer} sockets were closed by the server`);
      const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of sockets) socket.close();
      await Promise.all(closed);
    },
  };
}

/** Resolves when the server has said `connected`, the first that it says. */
function open(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    socket.once('error', reject);
    socket.once('message', () => resolve(socket));
  });
}

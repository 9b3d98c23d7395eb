// Baseline B: the least that any chat must do. Whatever one socket says is passed to all sockets of the same dialog;
// nothing is checked and nothing is stored. Prints the port it listens on.
import { type WebSocket, WebSocketServer } from 'ws';

const sockets = new Map<string, Set<WebSocket>>();
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });

server.on('connection', (socket, request) => {
  const dialogId = new URL(request.url ?? '', 'http://host').searchParams.get('dialog_id') ?? '';
  const members = sockets.get(dialogId) ?? new Set();
  sockets.set(dialogId, members.add(socket));
  socket.once('close', () => members.delete(socket));
  socket.on('message', (text) => {
    for (const member of members) member.send(text, { binary: false });
  });
  socket.send('{"type":"connected"}');
});

server.once('listening', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(address.port);
});

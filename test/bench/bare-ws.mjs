// A server that does nothing but what the class bench compares with: it answers each hello with frames that it was given, and sends
// frames that it was given to everybody, at given times, each with `send` of ws.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const http = createServer();
const sockets = new WebSocketServer({ server: http });
/** @type {string[]} */
let welcome = [];

sockets.on('connection', (socket) => {
  socket.once('message', () => {
    for (const frame of welcome) socket.send(frame);
  });
});

process.on('message', (/** @type {any} */ asked) => {
  if (asked.is === 'welcome') welcome = asked.frames;
  if (asked.is === 'play')
    for (const { afterMs, frame } of asked.frames)
      setTimeout(() => {
        for (const socket of sockets.clients) socket.send(frame);
      }, afterMs);
});
process.on('disconnect', () => process.exit());
http.listen(0, '127.0.0.1', () => process.send?.(http.address()));

import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';

/* The counter that every like button begins with: it keeps the total in memory, and each request is told to all at once. */
let total = 0;
const http = createServer(async (request, answer) => {
  if (request.method !== 'POST') return void answer.end('ok');
  const { count } = JSON.parse(await text(request)) as { count: number };
  total += count;
  const frame = JSON.stringify({ type: 'like.counted', total, added: count });
  for (const listener of sockets.clients) listener.send(frame);
  answer.setHeader('Content-Type', 'application/json').end(JSON.stringify({ total }));
});
// Telling all takes it longer than an idle connection may last.
http.keepAliveTimeout = 0;
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', (socket) => socket.on('error', () => {}));
http.listen(Number(process.env.PORT), '127.0.0.1');

import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

/* The loop that every chat begins with: what one socket says is sent to all, one by one. */
const http = createServer((_, answer) => answer.end('ok'));
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', (speaker) => {
  speaker.on('message', (data: Buffer) => {
    const text = data.toString();
    for (const listener of sockets.clients) listener.send(text);
  });
  speaker.on('error', () => {});
});
http.listen(Number(process.env.PORT), '127.0.0.1');

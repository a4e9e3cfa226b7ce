import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { errorCode } from '@vitrine/core/errors.ts';
import { MAX_FRAME_BYTES } from '@vitrine/core/schemas/socket.ts';
import { isLocalRequest } from '../demo/guard.ts';
import { clientAddress } from '../http/client-address.ts';
import { closeSocket } from './member.ts';
import { Connection, type SocketDeps } from './socket.ts';

const PATH = /^\/api\/lives\/([A-Za-z0-9_-]{1,48})\/socket$/;
/** A frame up to here is refused with a reason; a larger one is not even read. */
const HARD_LIMIT = 4 * MAX_FRAME_BYTES;
/** Open sockets of one address, before the shop's factor. */
const OPEN_PER_ADDRESS = 50;
/** How long a shutdown waits for the sockets, in milliseconds. */
const GOODBYE = 1_000;

/** Where sockets come in: from the shop's pages and our own, not too many at once, and watched for life. */
export class Gateway {
  readonly #deps: SocketDeps;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: HARD_LIMIT, perMessageDeflate: false });
  readonly #alive = new WeakSet<WebSocket>();
  readonly #perAddress = new Map<string, number>();
  readonly #heartbeat: NodeJS.Timeout;
  #closed = false;

  constructor(deps: SocketDeps) {
    this.#deps = deps;
    this.#heartbeat = setInterval(() => this.#beat(), deps.config.heartbeatMs).unref();
  }

  get size(): number {
    return this.#sockets.clients.size;
  }

  /** Takes all upgrades of this server; whatever is not a room's socket is refused. */
  attach(server: Pick<Server, 'on'>): void {
    server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      stream.on('error', () => stream.destroy());
      void this.#upgrade(request, stream, head);
    });
  }

  /** Tells every socket to come back to whoever comes after us. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#heartbeat);
    for (const ws of this.#sockets.clients) closeSocket(ws, 'restart');
    const patience = setTimeout(() => {
      for (const ws of this.#sockets.clients) ws.terminate();
    }, GOODBYE);
    await Promise.all([...this.#sockets.clients].map((ws) => new Promise((resolve) => ws.once('close', resolve))));
    clearTimeout(patience);
  }

  async #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const liveId = PATH.exec((request.url ?? '').split('?', 1)[0]!)?.[1];
    if (!liveId) return refuse(stream, '404 Not Found');
    if (this.#closed) return refuse(stream, '503 Service Unavailable');
    if (this.#deps.config.demo && !isLocalRequest(request.headers)) return refuse(stream, '403 Forbidden');
    if (!this.#allows(request.headers.origin, request.headers.host)) return refuse(stream, '403 Forbidden');

    const forwardedFor = request.headers['x-forwarded-for']?.toString();
    const { remoteAddress } = request.socket;
    const address = clientAddress({ remoteAddress, forwardedFor }, this.#deps.config.trustedProxies);
    const open = this.#perAddress.get(address) ?? 0;
    if (open >= OPEN_PER_ADDRESS * this.#deps.config.rateLimitFactor) return refuse(stream, '429 Too Many Requests');
    try {
      await this.#deps.limits.take('socket:address', address, { points: 60, seconds: 60 });
    } catch (error) {
      return refuse(stream, errorCode(error) === 'rate-limited' ? '429 Too Many Requests' : '503 Service Unavailable');
    }
    this.#sockets.handleUpgrade(request, stream, head, (ws) => this.#open(ws, liveId, address));
  }

  #open(ws: WebSocket, liveId: string, address: string): void {
    this.#perAddress.set(address, (this.#perAddress.get(address) ?? 0) + 1);
    this.#alive.add(ws);
    ws.on('pong', () => this.#alive.add(ws));
    const connection = new Connection(ws, liveId, address, this.#deps);
    ws.on('message', (data: Buffer, isBinary) => {
      this.#alive.add(ws);
      connection.receive(data, isBinary);
    });
    // Without a listener an oversized or broken frame would end the process; the socket is closed by itself.
    ws.on('error', () => {});
    ws.on('close', () => {
      connection.closed();
      const left = (this.#perAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#perAddress.set(address, left);
      else this.#perAddress.delete(address);
    });
  }

  /** Pages of the shop and our own may connect. Programs send no Origin: the header is there to protect browsers' users. */
  #allows(origin: string | undefined, host: string | undefined): boolean {
    const { allowedOrigins, publicUrl } = this.#deps.config;
    if (origin === undefined || allowedOrigins?.includes(origin)) return true;
    const own = [publicUrl && new URL(publicUrl).origin, `http://${host}`, `https://${host}`];
    return own.includes(origin);
  }

  /** A socket that did not answer since the last beat is gone, whatever the network says. */
  #beat(): void {
    for (const ws of this.#sockets.clients) {
      if (!this.#alive.delete(ws)) ws.terminate();
      else ws.ping();
    }
  }
}

function refuse(stream: Duplex, status: string): void {
  const retry = status.startsWith('429') || status.startsWith('503') ? 'Retry-After: 5\r\n' : '';
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n${retry}Content-Length: 0\r\n\r\n`);
}

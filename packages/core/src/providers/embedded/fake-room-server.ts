import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ClientFrame, ServerFrame } from '../../schemas/socket.ts';
import { snapshot } from '../../testing/snapshot.ts';

type AuthFrame = Extract<ClientFrame, { type: 'auth' }>;

/** One client's socket, from the server's side. */
export class FakePeer {
  readonly #socket: WebSocket;
  readonly #waiting: ((frame: ClientFrame) => void)[] = [];
  readonly #frames: ClientFrame[] = [];
  /** False leaves pings without an answer. */
  alive = true;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(JSON.parse(String(data)) as ClientFrame));
  }

  /** The next frame of the client that is no ping. */
  next(): Promise<ClientFrame> {
    const frame = this.#frames.shift();
    return frame ? Promise.resolve(frame) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  async auth(): Promise<AuthFrame> {
    return (await this.next()) as AuthFrame;
  }

  send(frame: ServerFrame | object): void {
    this.#socket.send(JSON.stringify(frame));
  }

  events(...events: object[]): void {
    this.send({ type: 'events', events });
  }

  close(code: number): void {
    this.#socket.close(code);
  }

  get closed(): Promise<unknown> {
    return this.#socket.readyState === this.#socket.CLOSED ? Promise.resolve() : once(this.#socket, 'close');
  }

  #receive(frame: ClientFrame): void {
    if (frame.type === 'ping') {
      if (this.alive) this.send({ type: 'pong', ts: Date.now() });
      return;
    }
    const waiting = this.#waiting.shift();
    if (waiting) waiting(frame);
    else this.#frames.push(frame);
  }
}

/** A server of one room that does only what a test tells it, on a port of its own. */
export class FakeRoomServer {
  readonly #server = new WebSocketServer({ port: 0 });
  readonly #waiting: ((peer: FakePeer) => void)[] = [];
  readonly #peers: FakePeer[] = [];
  connections = 0;
  lastPath: string | undefined;

  constructor() {
    this.#server.on('connection', (socket, { url }) => {
      this.connections += 1;
      this.lastPath = url;
      const peer = new FakePeer(socket);
      const waiting = this.#waiting.shift();
      if (waiting) waiting(peer);
      else this.#peers.push(peer);
    });
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next client that connects. */
  peer(): Promise<FakePeer> {
    const peer = this.#peers.shift();
    return peer ? Promise.resolve(peer) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The next client, welcomed to an empty room. */
  async welcomed(seq = 0, epoch = 'e1'): Promise<{ peer: FakePeer; auth: AuthFrame }> {
    const peer = await this.peer();
    const auth = await peer.auth();
    peer.send({ type: 'welcome', epoch, seq, recovered: false, snapshot: snapshot() });
    return { peer, auth };
  }

  close(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }
}

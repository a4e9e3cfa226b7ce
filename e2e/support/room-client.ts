import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { TestServer } from './server.ts';

type Frame = { type: string; [field: string]: unknown };
type Event = { type: string; seq?: number; [field: string]: unknown };

/** A room's socket without a browser, as strict or as rude as a test wants it. */
export class RoomClient {
  readonly events: Event[] = [];
  readonly frames: Frame[] = [];
  welcome: Frame | undefined;
  closeCode: number | undefined;
  readonly #socket: WebSocket;
  readonly #waiters = new Set<() => void>();

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame;
      this.frames.push(frame);
      if (frame.type === 'welcome') this.welcome = frame;
      if (frame.type === 'events') this.events.push(...(frame.events as Event[]));
      this.#wake();
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.#wake();
    });
    socket.on('error', () => {});
  }

  get closed(): boolean {
    return this.closeCode !== undefined;
  }

  /** Sends a frame, or any text at all. */
  send(frame: object | string): void {
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Resolves with the first thing that `find` returns; fails after ten seconds. */
  async until<T>(find: () => T | undefined, what = 'something from the room'): Promise<T> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`Waited in vain for ${what}; frames: ${JSON.stringify(this.frames).slice(-800)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, left);
        const waiters = this.#waiters;
        function done(): void {
          clearTimeout(timer);
          waiters.delete(done);
          resolve();
        }
        waiters.add(done);
      });
    }
  }

  event(type: string): Promise<Event> {
    return this.until(() => this.events.find((event) => event.type === type), type);
  }

  async ping(): Promise<void> {
    const before = this.frames.filter((frame) => frame.type === 'pong').length;
    this.send({ type: 'ping' });
    await this.until(() => (this.frames.filter((frame) => frame.type === 'pong').length > before ? true : undefined), 'a pong');
  }

  /** Sends a barrage; resolves when the room has taken it, rejects with the code of a refusal. */
  async say(text: string): Promise<void> {
    await this.#acknowledged({ type: 'barrage', text });
  }

  async sendCustom(businessID: string, data: unknown): Promise<void> {
    await this.#acknowledged({ type: 'custom', businessID, data });
  }

  close(): void {
    this.#socket.close();
  }

  async #acknowledged(frame: object): Promise<void> {
    const id = randomUUID();
    this.send({ ...frame, id });
    const answer = await this.until(() => this.frames.find((reply) => reply.id === id), 'an acknowledgement');
    if (answer.type === 'error') throw new Error((answer.error as { code: string }).code);
  }

  #wake(): void {
    for (const waiter of this.#waiters) waiter();
  }
}

/** Opens a room's socket without saying who one is. */
export async function openSocket(server: TestServer, liveId: string, headers: Record<string, string> = {}): Promise<RoomClient> {
  const socket = new WebSocket(`ws://localhost:${server.port}/api/lives/${liveId}/socket`, { headers });
  const client = new RoomClient(socket);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return client;
}

/** Joins a room and waits for its welcome. */
export async function joinRoom(
  server: TestServer,
  liveId: string,
  token: string,
  since?: { epoch: string; seq: number },
): Promise<RoomClient> {
  const client = await openSocket(server, liveId);
  client.send({ type: 'auth', token, ...(since ? { since } : {}) });
  await client.until(() => client.welcome, 'a welcome');
  return client;
}

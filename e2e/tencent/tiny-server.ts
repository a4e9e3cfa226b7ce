import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';
import type { CatchUp, Snapshot } from '@vitrine/core/schemas/socket.ts';
import type { NewTencentCredentials, TencentCredentials } from '@vitrine/core/schemas/tencent.ts';
import { snapshot } from '@vitrine/core/testing/snapshot.ts';
import type { FakeChat } from './fake-chat.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** A room's group is called as the room. */
export const LIVE = 'friday';
export const GROUP = LIVE;
/** Another room of the same shop, in which nothing happens but talk. */
export const OTHER_LIVE = 'saturday';
const SERVER_ACCOUNT = 'administrator';
export const SDK_APP_ID = 1_400_000_001;

let bundling: Promise<Map<string, string>> | undefined;

/** Core as a shop's page loads it, in its chunks; bundled once for all tests. */
function bundledCore(): Promise<Map<string, string>> {
  bundling ??= (async () => {
    const built = await build({
      configFile: false,
      logLevel: 'error',
      build: {
        write: false,
        minify: false,
        lib: { entry: join(root, 'packages/core/src/index.ts'), formats: ['es'], fileName: 'core' },
      },
    });
    const [{ output }] = built as [Rollup.RollupOutput];
    return new Map(output.flatMap((chunk) => (chunk.type === 'chunk' ? [[`/${chunk.fileName}`, chunk.code] as const] : [])));
  })();
  return bundling;
}

type Event = Record<string, unknown> & { type: string };

/** No more of a shop's server than a room over Chat needs: sessions, credentials, and what the room missed. */
export class TinyServer {
  provider: 'embedded' | 'tencent' = 'tencent';
  /** Whom a UserSig is given for sending. */
  mayTalk = (_userId: string): boolean => true;
  /** Requests so far, as `GET /api/lives/friday/events`. */
  readonly requests: string[] = [];
  readonly epoch = 'e1';
  state: Snapshot = snapshot();
  stamped = false;
  /** Where TRTC's signalling is; and the CDN, where there is one. */
  rtc: string | undefined;
  cdn: TencentCredentials['cdn'];
  readonly #chat: FakeChat;
  readonly #files: Map<string, string>;
  readonly #http: Server;
  readonly #log: Event[] = [];
  #sigs = 0;

  static async start(chat: FakeChat): Promise<TinyServer> {
    const server = new TinyServer(chat, await bundledCore());
    await new Promise<void>((resolve) => server.#http.listen(0, '127.0.0.1', resolve));
    for (const liveId of [LIVE, OTHER_LIVE]) chat.group(liveId);
    return server;
  }

  private constructor(chat: FakeChat, files: Map<string, string>) {
    this.#chat = chat;
    this.#files = files;
    this.#http = createServer((request, response) => void this.#answer(request, response));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** A durable event of the server's, told by Chat unless Chat is to lose it. */
  emit(event: Event, { lost = false } = {}): void {
    const seq = this.#log.length + 1;
    const durable = { liveId: LIVE, ts: Date.now(), eventId: `event-${seq}`, seq, epoch: this.epoch, ...event };
    this.#log.push(durable);
    if (!lost) this.tell(durable);
  }

  stock(left: number, options?: { lost: boolean }): void {
    this.emit({ type: 'stock.changed', productId: 'p1', skuId: 'k1', stock: left }, options);
  }

  /** Says an event to the group; from somebody else's account it is a forgery. */
  tell(event: Event, from = SERVER_ACCOUNT): void {
    const body = this.#body(event);
    this.#chat.deliverGroup({ groupId: GROUP, from, priority: 'High', ...body });
  }

  /** A private event. */
  tellUser(userId: string, event: Event, from = SERVER_ACCOUNT): number {
    const whole = { liveId: LIVE, ts: Date.now(), to: userId, ...event };
    return this.#chat.deliverC2C({ from, to: userId, ...this.#body(whole) });
  }

  async close(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }

  #body(event: Event) {
    const Data = JSON.stringify({ BusinessId: event.type, Data: JSON.stringify(event) });
    return { msgBody: [{ MsgType: 'TIMCustomElem', MsgContent: { Data, Desc: '', Ext: '' } }] };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const code = this.#files.get(pathname);
    if (code !== undefined) return void response.setHeader('Content-Type', 'text/javascript').end(code);
    if (pathname.startsWith('/vendor/')) return this.#vendor(pathname.slice('/vendor/'.length), response);
    if (!pathname.startsWith('/api/')) {
      return void response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>chat</title>');
    }
    this.requests.push(`${request.method} ${pathname}`);
    const body = await bodyOf(request);
    const answer = this.#api(
      pathname.slice('/api'.length),
      searchParams,
      body,
      request.headers.authorization?.slice('Bearer '.length),
    );
    response.statusCode = answer ? 200 : 404;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(answer ?? { error: { code: 'not-found', message: pathname } }));
  }

  /** The token of a session is the visitor's id. */
  #api(path: string, query: URLSearchParams, body: unknown, userId = ''): object | undefined {
    if (path === '/sessions') {
      const { token } = body as { token?: string };
      const user = { id: token ?? 'guest-1', name: token ?? 'Guest', role: token ? 'viewer' : 'guest' };
      return { token: user.id, expiresAt: Date.now() + 3_600_000, user, provider: this.provider };
    }
    if (path === '/health') return { ok: true };
    if (path === '/tencent/credentials') return this.#credentials(userId, body as NewTencentCredentials);
    const [, liveId, what] = /^\/lives\/([a-z]+)(?:\/([a-z]+))?$/.exec(path) ?? [];
    if (liveId !== LIVE && liveId !== OTHER_LIVE) return undefined;
    if (what === undefined) return { ...this.state.live, id: liveId };
    if (what === 'metadata') return { metadata: this.state.metadata };
    if (what === 'events') return this.#missed(query, liveId === LIVE ? this.#log : []);
    return undefined;
  }

  #credentials(userId: string, { purpose, liveId }: NewTencentCredentials): TencentCredentials {
    const isGuest = userId.startsWith('guest');
    const signs = !isGuest || purpose === 'watch' || (purpose === 'talk' && this.mayTalk(userId));
    return {
      sdkAppId: SDK_APP_ID,
      userId,
      userSig: signs ? `sig-${userId}-${(this.#sigs += 1)}` : undefined,
      sender: { userId, userName: `${userId}’s name`, role: isGuest ? 'guest' : 'viewer' },
      stamped: this.stamped,
      expiresAt: Date.now() + 7_200_000,
      serverAccount: SERVER_ACCOUNT,
      group: { id: liveId, type: 'AVChatRoom' },
      rtc: { roomId: liveId, hostId: 'host' },
      cdn: this.cdn,
      proxies: { chat: this.#chat.url, rtc: this.rtc },
    };
  }

  #missed(query: URLSearchParams, log: readonly Event[]): CatchUp {
    const recovered = query.get('epoch') === this.epoch;
    const answer = { epoch: this.epoch, seq: log.length, recovered, ts: Date.now() };
    if (recovered) return { ...answer, events: log.slice(Number(query.get('seq'))) };
    return { ...answer, events: [], snapshot: this.state };
  }

  #vendor(file: string, response: ServerResponse): void {
    const path = join(root, 'node_modules', file);
    if (!existsSync(path)) return void response.writeHead(404).end();
    response.setHeader('Content-Type', 'text/javascript');
    createReadStream(path).pipe(response);
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  return text ? JSON.parse(text) : {};
}

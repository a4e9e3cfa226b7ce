import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client as LibsqlClient, InStatement, ResultSet } from '@libsql/client';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/libsql';
import { WebSocket } from 'ws';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import type { ServerFrame } from '@vitrine/core/schemas/socket.ts';
import type { Role } from '@vitrine/core/schemas/user.ts';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import { liveRoutes } from '../live/routes.ts';
import { moderationRoutes } from '../moderation/routes.ts';
import { shopModerationRoutes } from '../moderation/shop-routes.ts';
import { products, skuPrices, skus } from '../products/tables.ts';
import { setUp, type SetUpOptions } from '../testing/set-up.ts';
import { roomRoutes } from './routes.ts';
import { createRooms, type Rooms, type RoomsOptions } from './rooms.ts';

type Frame<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;

/** Waits until something is so; fails after a few seconds. */
export async function until(condition: () => boolean | Promise<boolean>, what = 'the condition'): Promise<void> {
  const end = Date.now() + 8_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`${what} did not come true`);
    await sleep(5);
  }
}

/** A browser's socket, as a test sees it. */
export class Client {
  readonly ws: WebSocket;
  readonly frames: ServerFrame[] = [];
  /** The close code, once there is one. */
  closed: number | undefined;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.ws = new WebSocket(url, { headers });
    this.ws.on('message', (data) => this.frames.push(JSON.parse(String(data)) as ServerFrame));
    this.ws.on('close', (code) => (this.closed = code));
    this.ws.on('error', () => {});
  }

  get events(): RoomEvent[] {
    return this.all('events').flatMap(({ events }) => events as RoomEvent[]);
  }

  get seqs(): number[] {
    return this.events.flatMap(({ seq }) => seq ?? []);
  }

  all<T extends ServerFrame['type']>(type: T): Frame<T>[] {
    return this.frames.filter((frame): frame is Frame<T> => frame.type === type);
  }

  ofType<T extends RoomEvent['type']>(type: T): Extract<RoomEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<RoomEvent, { type: T }> => event.type === type);
  }

  send(frame: unknown): void {
    this.ws.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  /** Waits for the first frame of a type that fits. */
  async frame<T extends ServerFrame['type']>(type: T, fits: (frame: Frame<T>) => boolean = () => true): Promise<Frame<T>> {
    await until(() => this.all(type).some(fits), `a frame ${type}`);
    return this.all(type).find(fits)!;
  }

  async heard(type: RoomEvent['type']): Promise<RoomEvent> {
    await until(() => this.events.some((event) => event.type === type), `an event ${type}`);
    return this.events.find((event) => event.type === type)!;
  }

  async closeCode(): Promise<number> {
    await until(() => this.closed !== undefined, 'the end of the socket');
    return this.closed!;
  }
}

/** The same database as if it were far away: it is asked, and answers, some milliseconds late. */
function farAway(db: Database): Database {
  const client = new Proxy(db.$client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (name !== 'execute') return value.bind(target) as unknown;
      return async (statement: InStatement): Promise<ResultSet> => {
        await sleep(2 + Math.random() * 5);
        const answer = await target.execute(statement);
        await sleep(3 + Math.random() * 5);
        return answer;
      };
    },
  });
  return drizzle(client as LibsqlClient, { casing: 'snake_case' });
}

export interface RoomsSetUp extends SetUpOptions {
  rooms?: Omit<RoomsOptions, 'verify'>;
  /** Lets the rooms read a database that takes its time. */
  remote?: boolean;
}

/** A server with rooms on a real port, its live routes, and clients for its sockets. */
export async function setUpRooms(t: TestContext, { rooms: options, remote = false, ...rest }: RoomsSetUp = {}) {
  let rooms: Rooms | undefined;
  const server = await setUp({
    ...rest,
    env: { CUSTOM_MESSAGES: 'question', SOCKET_HEARTBEAT_MS: '1000', ...rest.env },
    mount(app, deps, auth) {
      rooms = createRooms(remote ? { ...deps, db: farAway(deps.db) } : deps, {
        ...options,
        verify: (token) => auth.authenticate(token),
      });
      app.route('/api/lives', liveRoutes(deps, rooms));
      app.route('/api/lives', roomRoutes(deps, rooms));
      app.route('/api/lives', moderationRoutes(deps, rooms));
      app.route('/api/moderation', shopModerationRoutes(deps, rooms));
    },
  });
  const http = createServer();
  rooms!.attach(http);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const clients: Client[] = [];
  let open = true;

  /** Ends the server as a deploy does; the folder stays for the next one where `remove` is false. */
  async function close(remove = true): Promise<void> {
    if (!open) return;
    open = false;
    await rooms!.close();
    for (const { ws } of clients) ws.terminate();
    http.close();
    await server.close(remove);
  }
  t.after(() => close());

  const connect = (liveId: string, headers?: Record<string, string>): Client => {
    const client = new Client(`ws://127.0.0.1:${port}/api/lives/${liveId}/socket`, headers);
    clients.push(client);
    return client;
  };

  const ask = async (
    role: Role,
    method: string,
    path: string,
    body?: unknown,
    principal?: Partial<Principal>,
  ): Promise<Response> =>
    server.app.request(`/api/lives${path.replace(/^\/(?=$|\?)/, '')}`, {
      method,
      headers: await server.as(role, principal),
      body: body === undefined ? undefined : JSON.stringify(body),
    });

  return {
    ...server,
    close,
    rooms: rooms!,
    port,
    connect,
    /** A request under `/api/lives`. */
    ask,
    /** Connects and signs in. */
    async join(
      liveId: string,
      role: Role,
      principal: Partial<Principal> = {},
      since?: { epoch: string; seq: number },
    ): Promise<Client> {
      const client = connect(liveId);
      await once(client.ws, 'open');
      client.send({ type: 'auth', token: await server.token(role, principal), since });
      await client.frame('welcome');
      return client;
    },
    /** A show of the host `test-host`. */
    async show(id: string): Promise<void> {
      const answer = await ask('host', 'POST', '/', { id, title: `The show ${id}` });
      if (answer.status !== 201) throw new Error(await answer.text());
    },
    /** A product with one SKU of these prices in the shop. */
    async product(
      id: string,
      prices: Record<string, number> = { USD: 9900 },
      more: Partial<typeof products.$inferInsert> = {},
    ): Promise<void> {
      const { db, writes } = server.deps;
      const always = sql`true`;
      await writes.commit([
        db.insert(products).values({ id, changeId: id, title: `Product ${id}`, images: [], createdAt: 1, ...more }),
        db.insert(skus).values({ id: `${id}-sku`, productId: id, position: 0, options: {}, stock: 5 }),
        ...Object.entries(prices).map(([currency, amount]) =>
          insertWhere(db, skuPrices, { skuId: `${id}-sku`, currency, amount, compareAt: null }, always),
        ),
      ]);
    },
  };
}

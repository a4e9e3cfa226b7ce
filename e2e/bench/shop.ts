import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { freePort } from '../support/server.ts';
import { Program } from './programs.ts';

const secret = randomBytes(32).toString('hex');

/** A token as the shop's backend signs it. */
function shopToken(role: string, sub: string): Promise<string> {
  return new SignJWT({ sub, role, name: sub, rooms: ['*'] })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience('vitrine')
    .setIssuedAt()
    .setExpirationTime('50m')
    .sign(new TextEncoder().encode(secret));
}

/** The real server of this project with a shop in it: nothing simulated, only its rate limits lifted. */
export class Shop {
  readonly program: Program;
  readonly #dataDir: string;
  #admin = '';

  /** `origin` is a page's that may talk to it. */
  static async open(args: string[], origin = 'http://shop.example'): Promise<Shop> {
    const [port, udpPort] = [await freePort(), await freePort()];
    const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-bench-'));
    const env = {
      DATA_DIR: dataDir,
      MEDIA_UDP_PORT: String(udpPort),
      SHOP_SECRET: secret,
      PAYMENT_WEBHOOK_SECRET: secret,
      ALLOWED_ORIGINS: origin,
      RATE_LIMIT_FACTOR: '100000',
      LOG_LEVEL: 'warn',
    };
    const shop = new Shop(await Program.start(args, { port, health: '/api/health', env }), dataDir);
    shop.#admin = await shop.session('admin');
    return shop;
  }

  private constructor(program: Program, dataDir: string) {
    this.program = program;
    this.#dataDir = dataDir;
  }

  get url(): string {
    return `http://127.0.0.1:${this.program.port}`;
  }

  /** A session's token: a guest's, or that of a user of the shop. */
  async session(role: 'guest' | 'viewer' | 'host' | 'admin' = 'guest'): Promise<string> {
    const body = role === 'guest' ? {} : { token: await shopToken(role, `${role}-${randomUUID()}`) };
    return (await this.call<{ token: string }>('POST', '/sessions', body)).token;
  }

  /** Opens a room that sells one product, and starts it; returns the SKU. */
  async openRoom(liveId: string, stock: number): Promise<{ productId: string; skuId: string }> {
    const product = await this.call<{ id: string; skus: { id: string }[] }>('POST', '/products', {
      title: 'A thing that everybody wants',
      images: ['https://shop.example/thing.jpg'],
      skus: [{ prices: [{ amount: 1999, currency: 'USD' }], stock }],
    });
    await this.call('POST', '/lives', { id: liveId, title: 'A show' });
    await this.call('PUT', `/lives/${liveId}/shelf`, { productIds: [product.id] });
    await this.call('POST', `/lives/${liveId}/start`, {});
    return { productId: product.id, skuId: product.skus[0]!.id };
  }

  async stock(productId: string): Promise<number> {
    return (await this.call<{ skus: { stock: number }[] }>('GET', `/products/${productId}`)).skus[0]!.stock;
  }

  /** Calls the API as the shop. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.url}/api${path}`, {
      method,
      headers: { ...(this.#admin ? { Authorization: `Bearer ${this.#admin}` } : {}), 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async close(): Promise<void> {
    await this.program.stop();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

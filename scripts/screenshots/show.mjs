import { randomUUID } from 'node:crypto';
import { joinRoom } from '../../e2e/support/room-client.ts';

const CROWD = 46;

const LINES = [
  ['Lucía', 'Hola from Valencia!'],
  ['Ben', 'Just made it in time'],
  ['Priya', 'That lamp is gorgeous'],
  ['小雨', '这个灯光好温暖'],
  ['Omar', 'Does it dim all the way down?'],
  ['Hanna', 'Mine arrived last week, the oak foot is lovely'],
  ['Priya', 'How tall is it?'],
  ['Ben', 'Bought one for my desk, yay'],
  ['Lucía', 'Free shipping today, yes?'],
  ['Emre', 'Ordered! Thank you Mia'],
];

/** Milliseconds between two lines. */
const PAUSE = 60;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The people of the show who have no browser: they watch, like, write and buy over the same API as everybody. */
export class Crowd {
  #server;
  #rooms = new Map();
  #tokens = new Map();

  constructor(server) {
    this.#server = server;
  }

  async enter(liveId = 'friday') {
    const names = [...new Set(LINES.map(([name]) => name))];
    const others = Array.from({ length: CROWD - names.length }, (_, index) => `Visitor ${index + 1}`);
    for (const name of [...names, ...others]) {
      const token = await this.#tokenOf(name);
      this.#tokens.set(name, token);
      this.#rooms.set(name, await joinRoom(this.#server, liveId, token));
    }
  }

  async chat() {
    for (const [name, line] of LINES) {
      await this.#rooms.get(name).say(line);
      await pause(PAUSE);
    }
  }

  async like(liveId = 'friday') {
    for (const token of this.#tokens.values())
      await this.#send('POST', `/api/lives/${liveId}/likes`, token, { count: 20 + Math.floor(Math.random() * 20) });
  }

  /** The first people of the crowd each order one of this product; all but the last pay. */
  async buy(title, buyers, liveId = 'friday') {
    const { items } = await (await this.#server.api('GET', '/api/products?limit=100')).json();
    const sku = items.find((product) => product.title === title).skus[0];
    for (const [index, token] of [...this.#tokens.values()].slice(0, buyers).entries()) {
      const body = { items: [{ skuId: sku.id, quantity: 1 }], liveId };
      const order = await this.#send('POST', '/api/orders', token, body, { 'Idempotency-Key': randomUUID() });
      if (index < buyers - 1) await this.#pay((await order.json()).id, token);
    }
  }

  async #pay(orderId, token) {
    const { payUrl } = await (await this.#send('POST', `/api/orders/${orderId}/pay`, token, {})).json();
    const answer = await fetch(payUrl, {
      method: 'POST',
      body: new URLSearchParams({ outcome: 'captured' }),
      redirect: 'manual',
    });
    if (answer.status !== 303) throw new Error(`${payUrl} answered ${answer.status}`);
  }

  leave() {
    for (const room of this.#rooms.values()) room.close();
  }

  async #tokenOf(name) {
    const answer = await this.#send('POST', '/demo/session', undefined, { role: 'viewer', name });
    return (await answer.json()).token;
  }

  async #send(method, path, token, body, headers) {
    const answer = await this.#server.api(method, path, { token, body, headers });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  }
}

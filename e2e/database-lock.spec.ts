import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { joinRoom } from './support/room-client.ts';
import { TestServer } from './support/server.ts';

let server: TestServer;

test.beforeEach(async () => {
  server = await TestServer.start();
});
test.afterEach(async () => server.dispose());

/** Another process holds the database's write lock until it is killed. */
async function holdDatabase(dataDir: string): Promise<ChildProcess> {
  const code = `
    const Libsql = require('libsql');
    const db = new Libsql(${JSON.stringify(join(dataDir, 'vitrine.db'))});
    const tryToHold = () => { try { db.exec('begin immediate'); console.log('held'); } catch { setTimeout(tryToHold, 5); } };
    tryToHold();
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout!, 'data');
  return holder;
}

test('a database held by somebody else for ten seconds stops no socket and heals by itself', async () => {
  const token = await server.token('viewer');
  const host = await server.token('host');
  const room = await joinRoom(server, 'friday', token);
  const products = (await (await server.api('GET', '/api/products', { token })).json()) as {
    items: { skus: { id: string }[] }[];
  };
  const skuId = products.items[0]!.skus[0]!.id;
  const order = () =>
    server.api('POST', '/api/orders', {
      token,
      body: { items: [{ skuId, quantity: 1 }] },
      headers: { 'Idempotency-Key': crypto.randomUUID() },
    });
  expect((await order()).status).toBe(201);

  const holder = await holdDatabase(server.dataDir);
  const heldAt = Date.now();
  const refusals: Response[] = [];
  while (Date.now() - heldAt < 10_000) {
    const answer = await order();
    expect(answer.status, 'a write while the database is held').toBe(503);
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThanOrEqual(1);
    refusals.push(answer);
    expect((await server.api('GET', '/api/products', { token })).status, 'reading goes on').toBe(200);
    await room.ping();
  }
  expect(refusals.length).toBeGreaterThan(0);

  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const releasedAt = Date.now();
  let healed = await order();
  while (healed.status !== 201 && Date.now() - releasedAt < 2_000) {
    await sleep(50);
    healed = await order();
  }
  expect(healed.status, 'two seconds after the release').toBe(201);
  expect(room.closed).toBe(false);
  await room.say('still here');
  expect((await server.api('POST', '/api/lives/friday/start', { token: host })).ok).toBe(true);
  room.close();
});

test('a second server on the same folder does not start, and says why', async () => {
  await expect(TestServer.start({ dataDir: server.dataDir })).rejects.toThrow(/Another Vitrine server is running on/);
});

import { expect, test } from '@playwright/test';
import { joinRoom } from './support/room-client.ts';
import { TestServer } from './support/server.ts';

test('a server that is told to stop answers what is under way, tells its sockets to come back, and ends well', async () => {
  const server = await TestServer.start();
  try {
    const token = await server.token('viewer');
    const room = await joinRoom(server, 'friday', token);
    const list = (await (await server.api('GET', '/api/products?limit=100', { token })).json()) as {
      items: { id: string; skus: { id: string; stock: number }[] }[];
    };
    const mug = list.items.flatMap(({ skus }) => skus).find(({ stock }) => stock >= 100)!;
    const orders = Array.from({ length: 50 }, () =>
      server.api('POST', '/api/orders', {
        token,
        body: { items: [{ skuId: mug.id, quantity: 1 }] },
        headers: { 'Idempotency-Key': crypto.randomUUID() },
      }),
    );
    // The first answer says that the others are under way too.
    await Promise.race(orders);

    const ended = server.kill('SIGTERM');
    const answers = await Promise.allSettled(orders);

    expect(await ended).toBe(0);
    const placed = answers.filter((answer) => answer.status === 'fulfilled' && answer.value.status === 201).length;
    await room.until(() => room.closeCode, 'the socket to close');
    expect(room.closeCode).toBe(1012);

    await server.start();
    const after = (await (await server.api('GET', '/api/products?limit=100', { token })).json()) as typeof list;
    const left = after.items.flatMap(({ skus }) => skus).find(({ id }) => id === mug.id)!.stock;
    expect(mug.stock - left, 'every order that was written was answered').toBe(placed);
    expect(placed).toBeGreaterThan(0);
  } finally {
    await server.dispose();
  }
});

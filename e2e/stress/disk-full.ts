import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { checkInvariants } from './invariants.ts';
import { each, StressShop } from './stress-shop.ts';

const MEGABYTE = 1_048_576;
/** What is left free when the trouble begins. */
const SPARE = 1.5 * MEGABYTE;
const STOCK = 100_000;
const STOP_AT = 5_000;

/** A small disk of its own; undefined where this user may not make one. */
function mountDisk(): { dataDir: string; unmount: () => void } | undefined {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', dataDir], { stdio: 'ignore' });
  } catch {
    rmSync(dataDir, { recursive: true });
    return undefined;
  }
  return {
    dataDir,
    unmount() {
      // The killed server's media process lets go of its folder a moment later.
      execFileSync('umount', ['-l', dataDir]);
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** A socket in the room, and a way to ask it whether it lives. */
async function openSocket(shop: StressShop, liveId: string) {
  const socket = new WebSocket(`${shop.server.url.replace('http', 'ws')}/api/lives/${liveId}/socket`);
  const frames: { type: string }[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as { type: string }));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.send(JSON.stringify({ type: 'auth', token: await shop.token('watcher') }));
  const heard = async (type: string): Promise<boolean> => {
    for (const end = Date.now() + 10_000; Date.now() < end; await sleep(50))
      if (frames.some((frame) => frame.type === type)) return true;
    return false;
  };
  assert.ok(await heard('welcome'), 'the room lets people in');
  return {
    socket,
    async lives(): Promise<boolean> {
      frames.length = 0;
      socket.send(JSON.stringify({ type: 'ping' }));
      return heard('pong');
    },
  };
}

/** The disk fills up in the middle of a sale, and is emptied again. */
export async function diskFull(): Promise<string> {
  const disk = mountDisk();
  if (!disk) return 'SKIPPED: the scenario of the full disk needs a user who may mount one.';
  const ballast = join(disk.dataDir, 'ballast');
  const shop = await StressShop.open({}, disk.dataDir);
  try {
    const skuId = await shop.openShow('full', STOCK);
    const { socket, lives } = await openSocket(shop, 'full');
    const { bavail, bsize } = statfsSync(disk.dataDir);
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - SPARE), 1));

    /** Ids of the orders that were told of, by the number of the attempt. */
    const yes = new Map<number, string>();
    const statuses = new Map<number, number>();
    const order = async (index: number): Promise<number> => {
      const body = { items: [{ skuId, quantity: 1 }], liveId: 'full' };
      const answer = await shop.ask(`buyer-${index % 50}`, 'POST', '/orders', body, `order-${index}`);
      assert.ok(answer, 'the server goes on answering');
      if (answer.status === 201) yes.set(index, String(answer.body.id));
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      return answer.status;
    };
    let placed = 0;
    for (; !statuses.has(507) && placed < STOP_AT; placed += 50) {
      const first = placed;
      await each(Array.from({ length: 50 }), 50, (_, index) => order(first + index));
    }
    assert.deepEqual(
      [...statuses.keys()].sort(),
      [201, 507],
      `orders are taken or refused for want of room: ${JSON.stringify([...statuses])}`,
    );
    assert.equal((await shop.ask('watcher', 'GET', '/products'))?.status, 200, 'reads go on');
    assert.equal((await shop.ask('shop', 'GET', '/orders?all'))?.status, 200, 'orders are read');
    assert.ok(await lives(), 'sockets go on');

    rmSync(ballast);
    const before = yes.size;
    for (const end = Date.now() + 30_000; Date.now() < end && (await order(placed++)) !== 201;) await sleep(200);
    assert.ok(yes.size > before, 'it works again when there is room');
    assert.ok(await lives(), 'and the same socket with it');
    // Any that was taken: the disk may have been full for the very first one.
    const [index, id] = [...yes][0]!;
    const body = { items: [{ skuId, quantity: 1 }], liveId: 'full' };
    const again = await shop.ask(`buyer-${index % 50}`, 'POST', '/orders', body, `order-${index}`);
    assert.deepEqual([again?.status, again?.body.id], [201, id], 'a retry with a key that had its answer gets the same answer');
    socket.terminate();
    await shop.server.kill();
    await checkInvariants(shop);
    const kept = (await shop.read<{ id: string }>('select id from orders')).map(({ id }) => id);
    assert.deepEqual(new Set(kept), new Set(yes.values()), 'every order that was told of is there, and no other');
    return `The disk was full after ${before} orders: ${statuses.get(507)} refused with 507, nothing half-written, and on it went.`;
  } finally {
    await shop.server.kill();
    await shop.stripe.close();
    disk.unmount();
  }
}

import { expect } from '@open-wc/testing';
import type { ReceivedGift } from '@vitrine/core/stores/gift-store.ts';
import { EffectQueue } from './effect-queue.ts';

const received = (id: string, coins: number, count = 1): ReceivedGift => ({
  id,
  liveId: 'friday',
  gift: { giftId: 'g', name: 'Gift', coins },
  count: 1,
  sender: { userId: 'u', userName: id },
  comboId: id,
  comboCount: count,
  at: 0,
});

describe('the queue of effects', () => {
  const order = (queue: EffectQueue): string[] => {
    const ids: string[] = [];
    for (let effect = queue.playing; effect; effect = queue.next()) ids.push(effect.id);
    return ids;
  };

  it('plays one at a time: its own first, then what cost most, then what came first', () => {
    const queue = new EffectQueue();
    for (const [id, coins] of [
      ['a', 10],
      ['b', 10],
      ['c', 500],
      ['d', 10],
    ] as const)
      queue.add(received(id, coins), false);
    queue.add(received('mine', 1), true);
    expect(order(queue)).to.deep.equal(['a', 'mine', 'c', 'b', 'd']);
  });

  it('counts a combo up instead of playing it once more, playing or waiting', () => {
    const queue = new EffectQueue();
    expect(queue.add(received('a', 10), false)).to.equal(true);
    expect(queue.add(received('b', 10), false)).to.equal(false);
    queue.add(received('b', 10, 5), false);
    expect(queue.add(received('a', 10, 2), false)).to.equal(true);
    expect([queue.playing?.count, queue.length]).to.deep.equal([2, 1]);
    expect(queue.next()?.count).to.equal(5);
  });

  it('does not count back when gifts come out of order', () => {
    const queue = new EffectQueue();
    queue.add(received('a', 10, 5), false);
    queue.add(received('a', 10, 4), false);
    expect(queue.playing?.count).to.equal(5);
  });

  it('is bounded: the cheapest are dropped, never one’s own', () => {
    const queue = new EffectQueue();
    queue.add(received('first', 1), false);
    queue.add(received('mine', 1), true);
    for (let i = 0; i < 1000; i += 1) queue.add(received(`g${i}`, i), false);
    expect(queue.length).to.equal(12);
    expect(order(queue).slice(0, 3)).to.deep.equal(['first', 'mine', 'g999']);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { lineShares, type RefundableLine, type RefundPart, splitAmount, splitLines, splitRest } from './refund-split.ts';

const item = fc.record({
  // From one yen to a million dinars of three decimals.
  unitPrice: fc.integer({ min: 0, max: 1_000_000_000 }).map((amount) => ({ amount })),
  quantity: fc.integer({ min: 1, max: 999 }),
});

/** An order of some lines whose total is not their sum: discounts, shipping and tax have changed it. */
const order = fc
  .array(item, { minLength: 1, maxLength: 8 })
  .chain((items) => fc.record({ items: fc.constant(items), total: fc.integer({ min: 0, max: 1_000_000_000_000 }) }));

type Step = { kind: 'lines'; line: number; units: number } | { kind: 'amount'; part: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('lines' as const), line: fc.nat(7), units: fc.integer({ min: 1, max: 999 }) }),
  fc.record({ kind: fc.constant('amount' as const), part: fc.integer({ min: 1, max: 100 }) }),
);

test('whatever is given back in whatever order, the parts add up to the whole, and no line gives more than it has', () => {
  fc.assert(
    fc.property(order, fc.array(step, { maxLength: 20 }), ({ items, total }, steps) => {
      const shares = lineShares(total, items);
      assert.equal(
        shares.reduce((sum, share) => sum + share, 0),
        total,
      );
      const lines: RefundableLine[] = items.map(({ quantity }, index) => ({
        skuId: `sku-${index}`,
        quantity,
        share: shares[index]!,
        backQuantity: 0,
        backAmount: 0,
      }));
      let given = 0;
      const giveBack = (parts: readonly RefundPart[] | undefined): void => {
        for (const { skuId, quantity, amount } of parts ?? []) {
          assert.ok(Number.isSafeInteger(amount) && amount >= 0 && Number.isSafeInteger(quantity));
          const line = lines.find((one) => one.skuId === skuId)!;
          line.backQuantity += quantity;
          line.backAmount += amount;
          given += amount;
          assert.ok(line.backAmount <= line.share && line.backQuantity <= line.quantity);
        }
      };
      for (const one of steps) {
        if (one.kind === 'lines') giveBack(splitLines(lines, [{ skuId: `sku-${one.line}`, quantity: one.units }]));
        else {
          const amount = Math.floor(((total - given) * one.part) / 100);
          const parts = splitAmount(lines, amount);
          assert.equal(
            parts.reduce((sum, part) => sum + part.amount, 0),
            amount,
          );
          giveBack(parts);
        }
      }
      giveBack(splitRest(lines));
      assert.equal(given, total);
      assert.ok(lines.every(({ quantity, backQuantity }) => quantity === backQuantity));
    }),
  );
});

test('the units of a line one by one are worth what they are worth together', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), fc.integer({ min: 1, max: 200 }), (share, quantity) => {
      const line: RefundableLine = { skuId: 'a', quantity, share, backQuantity: 0, backAmount: 0 };
      const parts = Array.from({ length: quantity }, () => {
        const [part] = splitLines([line], [{ skuId: 'a', quantity: 1 }])!;
        line.backQuantity += 1;
        line.backAmount += part!.amount;
        return part!.amount;
      });
      assert.equal(line.backAmount, share);
      assert.ok(Math.max(...parts) - Math.min(...parts) <= 1, 'every unit is worth the same');
      assert.equal(splitLines([line], [{ skuId: 'a', quantity: 1 }]), undefined);
    }),
  );
});

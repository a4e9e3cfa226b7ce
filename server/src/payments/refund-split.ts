import { allocate } from '../money.ts';

/** One line of an order as far as refunds go: its part of what was paid, and what of it has gone back. */
export interface RefundableLine {
  skuId: string;
  quantity: number;
  /** The line's part of the order's total, in minor units. */
  share: number;
  /** Of earlier refunds. */
  backQuantity: number;
  backAmount: number;
}

/** One line's part of a refund; `quantity` 0 means money alone. */
export interface RefundPart {
  skuId: string;
  quantity: number;
  amount: number;
}

/** Each line's part of the order's total: discounts, shipping and tax are spread by what the lines cost. */
export const lineShares = (total: number, items: readonly { unitPrice: { amount: number }; quantity: number }[]): number[] =>
  allocate(
    total,
    items.map(({ unitPrice, quantity }) => unitPrice.amount * quantity),
  );

/** What so many units of a line are worth, the first ones first, so that all of them together are worth the share. */
const worth = (share: number, units: number, of: number): number => Number((BigInt(share) * BigInt(units)) / BigInt(of));

/** Everything that is left. */
export const splitRest = (lines: readonly RefundableLine[]): RefundPart[] =>
  lines.map(({ skuId, quantity, share, backQuantity, backAmount }) => ({
    skuId,
    quantity: quantity - backQuantity,
    amount: share - backAmount,
  }));

/** An amount that names no lines, spread over what is left of each. */
export function splitAmount(lines: readonly RefundableLine[], amount: number): RefundPart[] {
  const parts = allocate(
    amount,
    lines.map(({ share, backAmount }) => share - backAmount),
  );
  return lines.map(({ skuId }, index) => ({ skuId, quantity: 0, amount: parts[index]! }));
}

/** Some units of some lines; undefined where a line has fewer left. */
export function splitLines(
  lines: readonly RefundableLine[],
  wanted: readonly { skuId: string; quantity: number }[],
): RefundPart[] | undefined {
  const parts: RefundPart[] = [];
  for (const { skuId, quantity } of wanted) {
    const line = lines.find((one) => one.skuId === skuId);
    if (!line || line.backQuantity + quantity > line.quantity) return undefined;
    const { share, backQuantity, backAmount } = line;
    const value = worth(share, backQuantity + quantity, line.quantity) - worth(share, backQuantity, line.quantity);
    // Money alone may have gone back for this line before.
    parts.push({ skuId, quantity, amount: Math.min(value, share - backAmount) });
  }
  return parts;
}

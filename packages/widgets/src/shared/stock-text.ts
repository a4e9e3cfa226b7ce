import { msg, str } from '@lit/localize';

const FEW = 10;

/** What is worth saying about the stock: that it is nearly, or wholly, gone. */
export function stockText(stock: number): string | undefined {
  if (stock === 0) return msg('Sold out');
  if (stock === 1) return msg('The last one');
  return stock <= FEW ? msg(str`Only ${stock} left`) : undefined;
}

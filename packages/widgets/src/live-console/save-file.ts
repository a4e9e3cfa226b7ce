import { download } from '@vitrine/core/download.ts';
import type { Shop } from '@vitrine/core/shop.ts';

/** Asks the server for a file, and hands it to the browser to be saved under a name. */
export async function saveFile(shop: Shop, path: string, query: Parameters<typeof download>[2], name: string): Promise<void> {
  const file = await download(shop, path, query);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

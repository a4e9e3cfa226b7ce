import { copyText } from './copy-text.ts';

/** `shared` by the system's own sheet, `copied` where there is none; `cancelled` by the visitor; `failed` where neither works. */
export type ShareOutcome = 'shared' | 'copied' | 'cancelled' | 'failed';

/** Passes a link on. Call it from a tap: browsers allow it nowhere else. */
export async function share(title: string, url: string): Promise<ShareOutcome> {
  const data = { title, url };
  if (navigator.canShare?.(data)) {
    try {
      await navigator.share(data);
      return 'shared';
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
    }
  }
  return (await copyText(url)) ? 'copied' : 'failed';
}

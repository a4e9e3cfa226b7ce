import type { Deps } from '../deps.ts';

/** How long another server's change may stay unseen, in milliseconds. */
const MAX_AGE = 1_000;
const MAX_PAGES = 200;

/** Answers as JSON text, kept until the next write. */
export interface PageCache {
  get(name: string): string | undefined;
  /** The kept answer, or the one that `read` gives. */
  of(name: string, read: () => Promise<unknown>): Promise<string>;
  close(): void;
}

export function createPageCache({ writes, now }: Pick<Deps, 'writes' | 'now'>): PageCache {
  const pages = new Map<string, { text: string; until: number }>();
  let generation = 0;
  const forget = writes.onCommit(() => {
    generation++;
    pages.clear();
  });

  const get = (name: string): string | undefined => {
    const kept = pages.get(name);
    return kept && kept.until > now() ? kept.text : undefined;
  };

  return {
    get,
    async of(name, read) {
      const kept = get(name);
      if (kept !== undefined) return kept;
      const before = generation;
      const text = JSON.stringify(await read());
      // What was read while somebody wrote may be old already.
      if (before === generation) {
        if (pages.size >= MAX_PAGES) pages.clear();
        pages.set(name, { text, until: now() + MAX_AGE });
      }
      return text;
    },
    close: forget,
  };
}

import type { WriteQueue } from './write-queue.ts';

/** How long what another server has written may stay unseen, in milliseconds. */
const MAX_AGE = 50;
const MAX_ENTRIES = 1_000;

/**
 * Answers the same question once between two writes of this process: in a rush, everybody who comes while one commit is made
 * asks for the same product. What is decided on the answer must be decided again by a guard.
 */
export function untilNextWrite<V>(
  { onCommit }: Pick<WriteQueue, 'onCommit'>,
  read: (key: string) => Promise<V>,
): (key: string) => Promise<V> {
  const known = new Map<string, { answer: Promise<V>; until: number }>();
  onCommit(() => known.clear());

  return (key) => {
    const entry = known.get(key);
    const now = performance.now();
    if (entry && entry.until > now) return entry.answer;
    if (known.size >= MAX_ENTRIES) known.clear();
    const answer = read(key);
    known.set(key, { answer, until: now + MAX_AGE });
    // A read that failed is asked again.
    answer.catch(() => known.delete(key));
    return answer;
  };
}

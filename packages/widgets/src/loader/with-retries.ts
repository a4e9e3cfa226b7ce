const online = (): Promise<unknown> =>
  navigator.onLine ? Promise.resolve() : new Promise((resolve) => addEventListener('online', resolve, { once: true }));

/**
 * Imports a chunk, again after each of `delays` (milliseconds) where that fails, and rejects when the last attempt did.
 * An offline page waits first: browsers before 2026 remember a failed import and do not ask the network again.
 */
export async function withRetries<T>(load: () => Promise<T>, delays: readonly number[]): Promise<T> {
  for (const delay of delays) {
    await online();
    try {
      return await load();
    } catch {
      // All visitors of a show lose a restarting server at the same moment; they shall not come back at the same moment too.
      await new Promise((resolve) => setTimeout(resolve, delay * (0.75 + Math.random() / 2)));
    }
  }
  await online();
  return load();
}

const PATIENCE_MS = 5_000;

/** True where our own server answers now: then the network works. */
export async function isReachable(server: string): Promise<boolean> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE_MS);
  try {
    // Whatever it answers, it was reached.
    await fetch(`${server}/api/health`, { cache: 'no-store', credentials: 'omit', signal: late.signal });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

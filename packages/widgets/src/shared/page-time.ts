/** Lets the browser paint and answer the visitor before going on. The loader has its own, since it shares no file with the elements. */
export const nextTask = (): Promise<void> => globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve, 0));

/** Calls back once the page has nothing better to do, or after a while. */
export function whenIdle(act: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(act, { timeout: 1_000 });
  else setTimeout(act, 100);
}

/** Resolves once the page is read and its scripts have run, those that stand after ours too. */
export function scriptsRan(): Promise<void> {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (document.readyState === 'complete' || (navigation?.domContentLoadedEventStart ?? 0) > 0) return Promise.resolve();
  return new Promise((resolve) => document.addEventListener('DOMContentLoaded', () => resolve(), { once: true }));
}

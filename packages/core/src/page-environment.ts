import { safeStorage, type SafeStorage } from './safe-storage.ts';

/** What a page lends to whoever must know about its visibility and its sister tabs; any of it may be missing. */
export interface PageEnvironment {
  readonly sessionStorage: SafeStorage;
  readonly locks: Pick<LockManager, 'request'> | undefined;
  isVisible(): boolean;
  /** Calls `listener` whenever the page comes into view, until `until` aborts. */
  onVisible(listener: () => void, until: AbortSignal): void;
  /** Calls `listener` whenever the machine believes itself online again, until `until` aborts. */
  onOnline(listener: () => void, until: AbortSignal): void;
  /** Opens a channel to the open tabs of this origin. */
  openBroadcast(name: string): BroadcastChannel | undefined;
}

/** The page this runs in; outside of one, everything counts as visible and alone. */
export function pageEnvironment(): PageEnvironment {
  return {
    sessionStorage: safeStorage('sessionStorage'),
    locks: globalThis.navigator?.locks,
    isVisible: () => globalThis.document?.visibilityState !== 'hidden',
    onVisible(listener, until) {
      const check = () => document.visibilityState === 'visible' && listener();
      globalThis.document?.addEventListener('visibilitychange', check, { signal: until });
    },
    onOnline(listener, until) {
      if (typeof document !== 'undefined') addEventListener('online', listener, { signal: until });
    },
    openBroadcast(name) {
      if (typeof document === 'undefined') return undefined;
      try {
        return new BroadcastChannel(name);
      } catch {
        return undefined;
      }
    },
  };
}

/** Web storage that may be missing, forbidden or full: reading then gives nothing, writing does nothing. */
export interface SafeStorage {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** Opens one of the page's storages on use, so that importing and constructing is safe anywhere. */
export function safeStorage(kind: 'localStorage' | 'sessionStorage'): SafeStorage {
  const attempt = <T>(act: (storage: Storage) => T): T | undefined => {
    try {
      // Touching the property itself throws where cookies are blocked; in Node it does not exist.
      const storage: Storage | undefined = globalThis[kind];
      return storage ? act(storage) : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    get: (key) => attempt((storage) => storage.getItem(key)) ?? undefined,
    set: (key, value) => attempt((storage) => storage.setItem(key, value)),
    remove: (key) => attempt((storage) => storage.removeItem(key)),
  };
}

import { signal } from '@vitrine/core/reactive.ts';
import { safeStorage } from '@vitrine/core/safe-storage.ts';

const storage = safeStorage('localStorage');

/** Somebody's own choice whether messages fly over a picture: for every show, and for the next visit. */
function choice(key: string, initially: boolean) {
  const kept = storage.get(key);
  const wanted = signal(kept === undefined ? initially : kept !== 'off');
  return {
    get wanted(): boolean {
      return wanted.value;
    },
    set wanted(value: boolean) {
      wanted.value = value;
      storage.set(key, value ? 'on' : 'off');
    },
  };
}

/** The visitor's. They fly unless told otherwise. */
export const flyingChoice = choice('vitrine.flying-barrage', true);

/** The host's, over their own picture: they have the list beside it, and are about to speak. */
export const hostFlyingChoice = choice('vitrine.studio-flying', false);

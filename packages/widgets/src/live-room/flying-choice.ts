import { signal } from '@vitrine/core/reactive.ts';
import { safeStorage } from '@vitrine/core/safe-storage.ts';

const KEY = 'vitrine.flying-barrage';
const storage = safeStorage('localStorage');
const wanted = signal(storage.get(KEY) !== 'off');

/** The visitor's own choice whether messages fly over the picture: for every show, and for the next visit. They do unless told otherwise. */
export const flyingChoice = {
  get wanted(): boolean {
    return wanted.value;
  },
  set wanted(value: boolean) {
    wanted.value = value;
    storage.set(KEY, value ? 'on' : 'off');
  },
};

/**
 * Signals behind one door, so that the library can change without a store noticing.
 * Stores keep signals private and show plain getters; whatever reads a getter inside `effect` or `computed` is tracked.
 */
export { batch, computed, effect, signal, untracked } from '@preact/signals-core';
export type { ReadonlySignal, Signal } from '@preact/signals-core';

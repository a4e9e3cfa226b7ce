/**
 * What every element is built on, in one module, so that the loader can ask for it by itself and the build can keep it in one file:
 * also `<live-list>` needs it, which belongs to no room.
 */
export { controls } from './controls.styles.ts';
export { startLocalization } from './localization.ts';
export { SignalWatcher } from './signal-watcher.ts';
export { tokens } from './tokens.styles.ts';

import type { Screen } from './screens.ts';

/**
 * What the player shows. `idle`: the picture waits for the visitor (`no-autoplay`). `blocked`: the browser lets nothing start
 * without a tap. `interrupted`: the show is live, but there is no picture just now.
 */
export type PlayerState = 'loading' | 'idle' | 'connecting' | 'playing' | 'paused' | 'blocked' | Screen;

const SCREENS: readonly PlayerState[] = ['scheduled', 'interrupted', 'full', 'ended', 'error'];
export const isScreen = (state: PlayerState): state is Screen => SCREENS.includes(state);

/** What keys do to a player. */
export interface PlayerKeys {
  readonly video: Element;
  toggle(): void;
  toggleSound(): void;
  toggleFullscreen(): void;
  /** In steps from 0 to 1. */
  changeVolume(by: number): void;
}

const VOLUME_STEP = 0.1;

/** Does what a key stands for: space, m and f; on the picture itself also up and down. False where it stands for nothing. */
export function pressKey(event: KeyboardEvent, player: PlayerKeys): boolean {
  const target = event.composedPath()[0];
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (!(target instanceof Element) || target.matches('input, textarea, select, [contenteditable]')) return false;
  if (event.key === 'm') player.toggleSound();
  else if (event.key === 'f') player.toggleFullscreen();
  else if (target === player.video && event.key === 'ArrowUp') player.changeVolume(VOLUME_STEP);
  else if (target === player.video && event.key === 'ArrowDown') player.changeVolume(-VOLUME_STEP);
  else if (event.key === ' ' && !target.matches('button, a, [role]')) player.toggle();
  else return false;
  return true;
}

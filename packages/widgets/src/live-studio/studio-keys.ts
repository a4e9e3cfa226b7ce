import type { HostRoom } from '@vitrine/core/host-room.ts';
import type { LiveStudioQueue } from './run-of-show.ts';
import { toggleCamera, toggleMicrophone } from './toggles.ts';

/** What keys act on. */
export interface KeyTargets {
  room: HostRoom;
  queue: Pick<LiveStudioQueue, 'popUp' | 'popUpNext' | 'takeDown'> | null;
  help: () => void;
}

/** Does what a key stands for in the studio; false for keys that stand for nothing. `keys-dialog.ts` tells them to the host. */
export function press(key: string, { room, queue, help }: KeyTargets): boolean {
  if (/^[1-9]$/.test(key)) void queue?.popUp(Number(key));
  else if (key === 'n') void queue?.popUpNext();
  else if (key === '0' || key === 'Escape') void queue?.takeDown();
  else if (key === 'm') void toggleMicrophone(room);
  else if (key === 'c') void toggleCamera(room);
  else if (key === '?') help();
  else return false;
  return true;
}

/** True where a key belongs to whatever has the focus: text is being typed, or something lies open over the studio. */
export function isTaken(event: KeyboardEvent): boolean {
  const path = event.composedPath();
  const [target] = path;
  const typing = target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable);
  return typing || path.some((each) => each instanceof HTMLElement && each.matches('dialog[open], :popover-open'));
}

import { ContextRoot, createContext } from '@lit/context';
import type { LiveRoom } from '@vitrine/core/live-room.ts';

export type { LiveRoom };

/** The room around an element. The key carries a version, so that two versions of Vitrine on one page do not mix rooms. */
export const roomContext = createContext<LiveRoom | undefined>(Symbol.for('vitrine.room/1'));

const rootKey = Symbol.for('vitrine.context-root/1');

/** Lets elements that were upgraded before their `<live-room>` find it as soon as it is there. Does something once a page. */
export function attachContextRoot(): void {
  const page = globalThis as { [rootKey]?: ContextRoot };
  if (page[rootKey] || !document.body) return;
  page[rootKey] = new ContextRoot();
  page[rootKey].attach(document.body);
}

import type { LiveErrorCode } from '../errors.ts';
import { effect, type ReadonlySignal, untracked } from '../reactive.ts';

/**
 * Calls `changed` whenever another visitor is there than before, and with true when one is there again after the channel failed
 * for want of one. Returns its undo.
 */
export function followVisitor(
  userId: () => string | undefined,
  failure: ReadonlySignal<LiveErrorCode | undefined>,
  changed: (cameBack: boolean) => void,
): () => void {
  let known: string | undefined;
  return effect(() => {
    const present = userId();
    const differs = known !== undefined && present !== known;
    known = present ?? (known === undefined ? undefined : '');
    untracked(() => {
      const cameBack = present !== undefined && failure.value === 'unauthenticated';
      if (differs || cameBack) changed(cameBack);
    });
  });
}

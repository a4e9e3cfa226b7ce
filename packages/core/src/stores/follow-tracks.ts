import type { Publication } from '../providers/provider.ts';
import { effect } from '../reactive.ts';

export type SentTracks = Record<'video' | 'audio', MediaStreamTrack | undefined>;

const KINDS = ['video', 'audio'] as const;

/** Keeps a publication sending whatever `now` says, one change after the other. Returns what ends it. */
export function followTracks(
  publication: Publication,
  sent: SentTracks,
  now: () => SentTracks,
  onError: (error: unknown) => void,
): () => void {
  const current = { ...sent };
  let done = Promise.resolve();
  return effect(() => {
    const wanted = now();
    for (const kind of KINDS.filter((each) => wanted[each] !== current[each])) {
      current[kind] = wanted[kind];
      done = done.then(() => publication.replaceTrack(kind, wanted[kind] ?? null)).catch(onError);
    }
  });
}

/** How it went: `muted` plays without sound because the browser allows no more; `interrupted` means that a newer source took over. */
export type StartOutcome = 'started' | 'muted' | 'blocked' | 'interrupted';

/** Plays, without sound if it must be. Browsers let pictures with sound start only after a tap on the page. */
export async function startVideo(video: HTMLVideoElement): Promise<StartOutcome> {
  const refusal = await attempt(video);
  if (refusal !== 'NotAllowedError') return refusal ? 'interrupted' : 'started';
  if (video.muted) return 'blocked';
  video.muted = true;
  const second = await attempt(video);
  if (!second) return 'muted';
  video.muted = false;
  return second === 'NotAllowedError' ? 'blocked' : 'interrupted';
}

async function attempt(video: HTMLVideoElement): Promise<string | undefined> {
  try {
    await video.play();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.name : 'Error';
  }
}

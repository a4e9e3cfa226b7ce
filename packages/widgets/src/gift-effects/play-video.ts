import { loadEffect } from './load-effect.ts';

/**
 * Plays a video with transparency once (Tencent's VAP format: the alpha channel lies beside the picture; where is said by a
 * `.json` of the same name). Resolves when it is over; rejects where it cannot be played here.
 */
export async function playVideo(container: HTMLElement, url: string, until: AbortSignal): Promise<void> {
  const address = new URL(url);
  address.pathname = address.pathname.replace(/\.mp4$/i, '.json');
  const [{ default: createPlayer }, config] = await Promise.all([
    import('video-animation-player'),
    loadEffect(address.href, until).then((file) => JSON.parse(new TextDecoder().decode(file)) as Record<string, unknown>),
  ]);
  if (until.aborted) return;
  const { clientWidth: width, clientHeight: height } = container;
  await new Promise<void>((resolve, reject) => {
    // Throws where there is no WebGL.
    const player = createPlayer({ container, src: url, config, width, height, mute: true, loop: false, accurate: true });
    const stop = () => {
      until.removeEventListener('abort', stop);
      player.destroy();
      resolve();
    };
    player.on('ended', stop);
    player.on('error', () => {
      until.removeEventListener('abort', stop);
      player.destroy();
      reject(new Error(`The effect at ${url} cannot be played`));
    });
    until.addEventListener('abort', stop, { once: true });
    player.play();
  });
}

import { loadEffect } from './load-effect.ts';
import { loadPlayer } from './load-player.ts';

/** No phone can draw a larger picture, in pixels. */
const MAX_SIDE = 4_096;

/** What the player needs to know of a video, and fails without in silence. Sizes and frames (`[x, y, width, height]`) are in pixels. */
interface Layout {
  readonly info: {
    readonly w: number;
    readonly h: number;
    readonly videoW: number;
    readonly videoH: number;
    /** Where in the video the picture is, and where its transparency. */
    readonly rgbFrame: readonly number[];
    readonly aFrame: readonly number[];
  };
}

/**
 * Plays a video with transparency once (Tencent's VAP format: the alpha channel lies beside the picture; where is said by a
 * `.json` of the same name). It is seen whole, whatever the container's shape. Resolves when it is over; rejects where it cannot be
 * played here.
 */
export async function playVideo(container: HTMLElement, url: string, until: AbortSignal): Promise<void> {
  const address = new URL(url);
  address.pathname = address.pathname.replace(/\.mp4$/i, '.json');
  const [createPlayer, config, file] = await Promise.all([
    loadPlayer(),
    loadEffect(address.href, until).then(readLayout),
    loadEffect(url, until),
  ]);
  if (until.aborted) return;
  const src = URL.createObjectURL(new Blob([file], { type: 'video/mp4' }));
  const { w: width, h: height } = config.info;
  try {
    await new Promise<void>((resolve, reject) => {
      const end = (then: () => void) => () => {
        until.removeEventListener('abort', over);
        const picture = container.querySelector('canvas');
        player.destroy();
        // Browsers keep few of them, and throw away the oldest: that could be somebody else's.
        picture?.getContext('webgl')?.getExtension('WEBGL_lose_context')?.loseContext();
        then();
      };
      const over = end(resolve);
      // Its event of the same kind is not told: the player forgets its listeners first.
      const onLoadError = end(() => reject(new Error(`The effect at ${url} cannot be played`)));
      const settings = { container, src, config, width, height, mute: true, loop: false, accurate: true, onLoadError };
      // Plays by itself. Throws where there is no WebGL.
      const player = createPlayer(settings);
      player.on('ended', over);
      until.addEventListener('abort', over, { once: true });
    });
  } finally {
    URL.revokeObjectURL(src);
  }
}

function readLayout(file: ArrayBuffer): Layout {
  const layout = JSON.parse(new TextDecoder().decode(file)) as Partial<Layout> | null;
  const { w, h, videoW, videoH, rgbFrame, aFrame } = layout?.info ?? {};
  const isSize = (value: unknown): boolean => typeof value === 'number' && value > 0 && value <= MAX_SIDE;
  const isFrame = (value: unknown): boolean => Array.isArray(value) && value.length === 4 && value.every(Number.isFinite);
  if (![w, h, videoW, videoH].every(isSize) || ![rgbFrame, aFrame].every(isFrame)) throw new Error('No description of a video');
  return layout as Layout;
}

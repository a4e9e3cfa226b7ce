import type * as HlsLibrary from 'hls.js';
import { LiveError } from '../../errors.ts';

/** Why an attempt is over. `gone`: there is no such stream, or it has ended; `broken`: anything else. */
export type HlsFailure = 'gone' | 'broken';

/** One attempt to play a stream. Where it fails, another is made from scratch. */
export interface HlsEngine {
  /** The position to be at for being live, in seconds of the element's time; undefined until known. */
  readonly edge: number | undefined;
  /** When the picture shown now was made, in milliseconds since 1970; undefined where the stream does not say. */
  readonly madeAt: number | undefined;
  /** The number of the newest segment, which grows as long as somebody publishes; undefined where unknown. */
  readonly newest: number | undefined;
  close(): void;
}

/** Starts an attempt. `failed` is called at most once, and not after `close()`. */
export type OpenHls = (element: HTMLVideoElement, url: string, failed: (why: HlsFailure) => void) => Promise<HlsEngine>;

/** How far behind the newest segment players stay by themselves: they need some to go on with. */
const NATIVE_DISTANCE_S = 6;
/** Nobody seeks back in a live show; a little too fast until at the edge again is not noticed. */
const CONFIG = {
  liveSyncDurationCount: 3,
  liveMaxLatencyDurationCount: 8,
  maxLiveSyncPlaybackRate: 1.15,
  backBufferLength: 10,
  maxBufferLength: 20,
};
const HLS_TYPE = 'application/vnd.apple.mpegurl';

/** Chrome says that it plays HLS, but knows little of live streams; Apple's browsers are the ones to be left alone with it. */
const playsNatively = (element: HTMLVideoElement): boolean =>
  element.canPlayType(HLS_TYPE) !== '' && (typeof MediaSource === 'undefined' || 'webkitSetPresentationMode' in element);

/** By the browser itself where it is good at it, else by hls.js, which is loaded now. */
export const openHls: OpenHls = async (element, url, failed) =>
  playsNatively(element) ? openNative(element, url, failed) : openLibrary(element, url, failed);

interface DatedVideo extends HTMLVideoElement {
  /** Apple's browsers only. */
  getStartDate?(): Date;
}

function openNative(element: DatedVideo, url: string, failed: (why: HlsFailure) => void): HlsEngine {
  const listening = new AbortController();
  const fail = (why: HlsFailure) => {
    listening.abort();
    failed(why);
  };
  const { signal } = listening;
  const onError = () => fail(element.error?.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED ? 'gone' : 'broken');
  element.addEventListener('error', onError, { signal });
  element.addEventListener('ended', () => fail('gone'), { signal });
  element.src = url;
  return {
    get edge() {
      const { seekable } = element;
      return seekable.length > 0 ? seekable.end(seekable.length - 1) - NATIVE_DISTANCE_S : undefined;
    },
    get madeAt() {
      const start = element.getStartDate?.().getTime();
      return start ? start + element.currentTime * 1000 : undefined;
    },
    newest: undefined,
    close() {
      listening.abort();
      empty(element);
    },
  };
}

/** The build without subtitles, other sound tracks and copy protection, which a live show has none of. */
async function loadLibrary(): Promise<typeof HlsLibrary> {
  try {
    // @ts-expect-error -- this build comes without types; they are those of the whole
    return await import('hls.js/light');
  } catch (cause) {
    throw new LiveError('offline', 'The player could not be loaded', { cause });
  }
}

async function openLibrary(element: HTMLVideoElement, url: string, failed: (why: HlsFailure) => void): Promise<HlsEngine> {
  const { default: Hls } = await loadLibrary();
  if (!Hls.isSupported()) throw new LiveError('unsupported', 'This browser plays no HLS');
  const hls = new Hls(CONFIG);
  let newest: number | undefined;
  let recovered = false;
  let over = false;
  const close = () => {
    if (over) return;
    over = true;
    hls.destroy();
  };
  const fail = (why: HlsFailure) => {
    if (over) return;
    close();
    failed(why);
  };
  hls.on(Hls.Events.LEVEL_LOADED, (_event, { details }) => {
    newest = details.endSN;
    if (!details.live) fail('gone');
  });
  hls.on(Hls.Events.ERROR, (_event, { fatal, type, response }) => {
    if (!fatal) return;
    if (type === Hls.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true;
      return hls.recoverMediaError();
    }
    fail(response?.code === 404 || response?.code === 410 ? 'gone' : 'broken');
  });
  hls.loadSource(url);
  hls.attachMedia(element);
  return {
    get edge() {
      return hls.liveSyncPosition ?? undefined;
    },
    get madeAt() {
      return hls.playingDate?.getTime();
    },
    get newest() {
      return newest;
    },
    close,
  };
}

/** Takes what it plays out of an element. */
function empty(element: HTMLVideoElement): void {
  element.removeAttribute('src');
  element.load();
}

import { loadEffect } from './load-effect.ts';

/** The smallest module there is. */
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/** False on pages whose policy lets no WebAssembly run (`wasm-unsafe-eval` is missing). */
function mayRunWasm(): boolean {
  try {
    return Boolean(new WebAssembly.Module(EMPTY_MODULE));
  } catch {
    return false;
  }
}

/**
 * Plays a Lottie file once, as large as the container. Resolves when it is over; rejects where it cannot be played here. The player
 * and its WebAssembly come from the Vitrine server, and only when the first such gift is sent.
 */
export async function playLottie(container: HTMLElement, url: string, server: string, until: AbortSignal): Promise<void> {
  if (!mayRunWasm()) throw new Error('This page lets no WebAssembly run');
  const [{ DotLottie }, file] = await Promise.all([import('@lottiefiles/dotlottie-web'), loadEffect(url, until)]);
  if (until.aborted) return;
  DotLottie.setWasmUrl(`${server}/embed/gifts/dotlottie-player.wasm`);
  const data = /\.lottie$/i.test(new URL(url).pathname) ? file : new TextDecoder().decode(file);
  const canvas = document.createElement('canvas');
  const density = Math.min(devicePixelRatio, 2);
  canvas.width = container.clientWidth * density;
  canvas.height = container.clientHeight * density;
  container.append(canvas);
  await new Promise<void>((resolve, reject) => {
    const player = new DotLottie({ canvas, data, autoplay: true, loop: false, layout: { fit: 'contain', align: [0.5, 0.5] } });
    const end = (then: () => void) => () => {
      until.removeEventListener('abort', stopped);
      player.destroy();
      canvas.remove();
      then();
    };
    const stopped = end(resolve);
    player.addEventListener('complete', stopped);
    player.addEventListener(
      'loadError',
      end(() => reject(new Error(`The effect at ${url} cannot be played`))),
    );
    until.addEventListener('abort', stopped, { once: true });
  });
}

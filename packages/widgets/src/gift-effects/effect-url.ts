import { safeUrl } from '@vitrine/core/schemas/url.ts';

export type EffectKind = 'lottie' | 'video';

/**
 * Whether an effect may be played, and by what: only what comes over https, or from the Vitrine server itself, and only files
 * that are drawings or videos. Undefined for everything else.
 */
export function effectOf(url: string | undefined, server: string): { url: string; kind: EffectKind } | undefined {
  const allowed = safeUrl(url);
  if (!allowed || !URL.canParse(allowed)) return undefined;
  const { protocol, origin, pathname } = new URL(allowed);
  if (protocol !== 'https:' && origin !== new URL(server).origin) return undefined;
  if (/\.(json|lottie)$/i.test(pathname)) return { url: allowed, kind: 'lottie' };
  if (/\.mp4$/i.test(pathname)) return { url: allowed, kind: 'video' };
  return undefined;
}

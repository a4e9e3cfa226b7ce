import * as v from 'valibot';

/** Browsers drop or turn these, so that one reads another address than they do. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const DISGUISES = /[\u0000-\u001f\u007f\\]|^\s/;

/** An address of another site says so as everybody would write it. */
const OTHER_SITE = /^(https?:)?\/\/[^/?#\s]+([/?#]|$)/i;

const HERE = 'relative.invalid';

/**
 * The one allow-list for every URL that a shop or a user supplies: `http:`, `https:` or relative, and nothing else. Neither
 * signs anybody in (`user@host`) nor is written so that a reader takes it for something else.
 * Returns the URL unchanged, or undefined where it is not allowed.
 */
export function safeUrl(url: string | null | undefined): string | undefined {
  if (!url || url.length > 2048 || DISGUISES.test(url)) return undefined;
  try {
    const { protocol, host } = new URL(url, `https://${HERE}`);
    if (protocol !== 'https:' && protocol !== 'http:') return undefined;
    // Not asked of the parser: it drops an empty user.
    if (/^[^/?#]*\/\/[^/?#]*@/.test(url)) return undefined;
    const relative = host === HERE && !/^https?:/i.test(url);
    return relative || OTHER_SITE.test(url) ? url : undefined;
  } catch {
    return undefined;
  }
}

/** A URL that passed the allow-list. */
export const Url = v.pipe(
  v.string(),
  v.maxLength(2048),
  v.check((url) => safeUrl(url) !== undefined, 'only http:, https: or relative URLs'),
);

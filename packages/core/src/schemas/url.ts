import * as v from 'valibot';

/**
 * The one allow-list for every URL that a shop or a user supplies: `http:`, `https:` or relative, and nothing else.
 * It parses as browsers do, so that tabs, control characters and case cannot hide another scheme.
 * Returns the URL unchanged, or undefined where it is not allowed.
 */
export function safeUrl(url: string | null | undefined): string | undefined {
  if (!url || url.length > 2048) return undefined;
  try {
    const { protocol } = new URL(url, 'https://relative.invalid');
    return protocol === 'https:' || protocol === 'http:' ? url : undefined;
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

/** What a shop may set on `window.vitrine` before our script runs. */
export interface VitrineSettings {
  /** Fetches a token that the shop's backend signed for the visitor; absent: a guest. */
  token?: () => Promise<string>;
  /** Base URL of the Vitrine server; the loader sets it to its own origin. */
  server?: string;
}

declare global {
  var vitrine: VitrineSettings | undefined;
}

const meta = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';

/** The server an element talks to, without a trailing slash: its own attribute, the page's meta tag, the script's origin. */
export function serverOf(element: { server?: string }): string {
  const server = element.server || meta('vitrine-server') || globalThis.vitrine?.server || location.origin;
  return new URL(server, document.baseURI).href.replace(/\/$/, '');
}

/** Where the visitor's token comes from: the element's `token-url`, `window.vitrine.token`, the page's meta tag; undefined for guests. */
export function tokenSource(element?: { tokenUrl?: string }): (() => Promise<string>) | undefined {
  if (element?.tokenUrl) return fetchToken(element.tokenUrl);
  if (globalThis.vitrine?.token) return globalThis.vitrine.token;
  const url = meta('vitrine-token-url');
  return url ? fetchToken(url) : undefined;
}

/** The shop's own backend knows the visitor by its cookie, and answers with the token as text or as `{ "token": … }`. */
const fetchToken = (url: string) => async (): Promise<string> => {
  const response = await fetch(new URL(url, document.baseURI), { credentials: 'same-origin', cache: 'no-store' });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const text = (await response.text()).trim();
  return text.startsWith('{') ? (JSON.parse(text) as { token: string }).token : text;
};

import type { ShopCartHandlers } from '@vitrine/core/carts/shop-cart-events.ts';

/** What a shop may set on `window.vitrine` before our script runs. */
export interface VitrineSettings {
  /** Fetches a token that the shop's backend signed for the visitor; absent: a guest. */
  token?: () => Promise<string>;
  /** Base URL of the Vitrine server; the loader sets it to its own origin. */
  server?: string;
  /** The shop's own cart, for elements with `cart="dom-events"`; whatever is missing here is asked for by events. */
  cart?: ShopCartHandlers;
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

/** Whose cart elements fill: our server's, or the shop's own by functions and DOM events. */
export type CartKind = 'vitrine' | 'dom-events';

/** The cart of an element: its own attribute, that of the `<live-room>` around it, the page's `<meta name="vitrine-cart">`. */
export function cartKindOf(element: Element & { cart?: string }): CartKind {
  const around: (Element & { cart?: string }) | undefined = roomAround(element);
  const kind = element.cart || around?.cart || around?.getAttribute('cart') || meta('vitrine-cart');
  return kind === 'dom-events' ? kind : 'vitrine';
}

function roomAround(element: Element): Element | undefined {
  const room = element.closest('live-room');
  if (room) return room;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? roomAround(root.host) : undefined;
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

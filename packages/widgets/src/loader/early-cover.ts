/** Only addresses that are written plainly: what to think of any other, the element decides by the one allow-list. */
const PLAIN = /^(https?:\/\/[\w.-]+(:\d+)?)?\/(?!\/)[\w./~%?&=+,:@-]*$/i;

export function isPlain(url: unknown): url is string {
  if (typeof url !== 'string' || url.length > 2048 || !PLAIN.test(url)) return false;
  try {
    return Boolean(new URL(url, document.baseURI));
  } catch {
    return false;
  }
}

/** As the elements find it themselves: their own attribute, the page's meta tag, the script's origin. */
function serverOf(element: Element): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="vitrine-server"]')?.content;
  return element.getAttribute('server') || meta || globalThis.vitrine?.server || location.origin;
}

async function coverOf(element: Element, liveId: string): Promise<string | undefined> {
  const server = new URL(serverOf(element), document.baseURI).href.replace(/\/+$/, '');
  const answer = await fetch(`${server}/api/lives/${encodeURIComponent(liveId)}`, { credentials: 'omit' });
  const { coverUrl } = (await answer.json()) as { coverUrl?: unknown };
  return isPlain(coverUrl) ? coverUrl : undefined;
}

/** As the elements lay it out; they take the picture over, with its rules, and put it in its place. */
const LAYOUT =
  ':host{position:relative;container-type:inline-size}' +
  ':host>.early{position:absolute;inset-block:0;inset-inline-start:0;inline-size:100%;block-size:100%;object-fit:var(--live-player-fit,cover)}' +
  '@container (min-width:900px){:host(live-room)>.early{inline-size:calc(100% - 360px);object-fit:contain}}';

let sheet: CSSStyleSheet | undefined;

function layout(): CSSStyleSheet {
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(LAYOUT);
  return sheet;
}

/**
 * Shows the cover of an element's show while its code is still on the way. The picture stands in the element's shadow root, where neither
 * the page's styles nor its framework come across it. Without an answer there is nothing to see yet, as before.
 */
export async function paintCover(element: Element): Promise<void> {
  const liveId = element.getAttribute('live-id');
  if (!liveId || element.shadowRoot || element.matches(':defined') || element.querySelector(':scope > [slot=poster]')) return;
  try {
    const src = await coverOf(element, liveId);
    if (!src || element.shadowRoot || element.matches(':defined')) return;
    const sheets = [layout()];
    const root = element.attachShadow({ mode: 'open' });
    const image = new Image();
    Object.assign(image, { src, alt: '', className: 'early', slot: 'poster', fetchPriority: 'high' });
    image.addEventListener('error', () => image.remove(), { once: true });
    root.adoptedStyleSheets = sheets;
    root.append(image);
  } catch {
    // The element says what is wrong.
  }
}

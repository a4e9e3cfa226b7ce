import { html } from 'hono/html';
import { type Html, layout } from './layout.ts';

interface StartPage {
  /** Our own origin, for the lines to paste. */
  origin: string;
  embedPath: string;
  /** The demo storefront; absent outside demo mode. */
  shopUrl?: string | undefined;
}

const demoLinks = (shopUrl: string) => html`
  <ol class="steps">
    <li><a href="/studio?live=friday">Open the studio</a> and go live.</li>
    <li><a href="${shopUrl}/live/friday" target="_blank">Watch in the demo shop</a>, in another window.</li>
    <li>Pop a product up, chat, put it into the cart, order.</li>
    <li><a href="/console?live=friday">Open the console</a> to moderate, and to send the parcel.</li>
  </ol>
  <p class="muted">This is a demo: it answers this machine only and hands out every role.</p>
`;

const pasteIn = ({ origin, embedPath }: StartPage) => html`
  <p>Two lines turn a page of your shop into a live show:</p>
  <pre tabindex="0"><code>&lt;script type="module" src="${origin}${embedPath}/vitrine.js"&gt;&lt;/script&gt;
&lt;live-room live-id="friday"&gt;&lt;/live-room&gt;</code></pre>
`;

/** What somebody sees who opens the server's own address. */
export const startPage = (page: StartPage): Html =>
  layout(
    'Vitrine',
    '',
    html`<main class="card">
      <h1><img src="/pages/icon.svg" alt="" width="40" height="40" /> Vitrine is running</h1>
      ${page.shopUrl ? demoLinks(page.shopUrl) : ''} ${pasteIn(page)}
      <nav>
        <a href="/studio">Studio</a>
        <a href="/console">Console</a>
        ${page.shopUrl ? html`<a href="${page.shopUrl}">Demo shop</a>` : ''}
        <a href="/api/docs">API</a>
      </nav>
    </main>`,
  );

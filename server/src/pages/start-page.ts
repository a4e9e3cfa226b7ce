import { html } from 'hono/html';
import type { Language } from '../http/language.ts';
import { type Html, layout, wordsOf } from './layout.ts';

interface StartPage {
  /** Our own origin, for the lines to paste. */
  origin: string;
  embedPath: string;
  /** The demo storefront; absent outside demo mode. */
  shopUrl?: string | undefined;
  language: Language;
}

type Say = ReturnType<typeof wordsOf>;

const demoLinks = (shopUrl: string, say: Say) => html`
  <ol class="steps">
    <li><a href="/studio?live=friday">${say('Open the studio', '打开直播工作台')}</a>${say(' and go live.', '，开始直播。')}</li>
    <li>
      <a href="${shopUrl}/live/friday" target="_blank">${say('Watch in the demo shop', '在示例商店中观看')}</a>${say(
        ', in another window.',
        '（在另一个窗口中）。',
      )}
    </li>
    <li>${say('Pop a product up, chat, put it into the cart, order.', '弹出商品、聊天、加入购物车、下单。')}</li>
    <li>
      <a href="/console?live=friday">${say('Open the console', '打开控制台')}</a>${say(
        ' to moderate, and to send the parcel.',
        '，管理聊天并发货。',
      )}
    </li>
  </ol>
  <p class="muted">
    ${say('This is a demo: it answers this machine only and hands out every role.', '这是演示：仅限本机访问，并可使用任何角色。')}
  </p>
`;

const pasteIn = ({ origin, embedPath }: StartPage, say: Say) => html`
  <p>${say('Two lines turn a page of your shop into a live show:', '只需两行代码，商店页面就能变成直播间：')}</p>
  <pre tabindex="0"><code>&lt;script type="module" src="${origin}${embedPath}/vitrine.js"&gt;&lt;/script&gt;
&lt;live-room live-id="friday"&gt;&lt;/live-room&gt;</code></pre>
`;

/** What somebody sees who opens the server's own address. */
export function startPage(page: StartPage): Html {
  const { shopUrl, language } = page;
  const say = wordsOf(language);
  return layout({
    title: 'Vitrine',
    body: html`<main class="card">
      <h1><img src="/pages/icon.svg" alt="" width="40" height="40" /> ${say('Vitrine is running', 'Vitrine 正在运行')}</h1>
      ${shopUrl ? demoLinks(shopUrl, say) : ''} ${pasteIn(page, say)}
      <nav>
        <a href="/studio">${say('Studio', '直播工作台')}</a>
        <a href="/console">${say('Console', '控制台')}</a>
        ${shopUrl ? html`<a href="${shopUrl}">${say('Demo shop', '示例商店')}</a>` : ''}
        <a href="/api/docs">API</a>
      </nav>
    </main>`,
    language,
  });
}

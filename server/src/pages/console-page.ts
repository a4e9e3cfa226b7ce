import { html } from 'hono/html';
import type { Language } from '../http/language.ts';
import { type Html, layout } from './layout.ts';

interface ConsolePage {
  /** Without one there is only the back office. */
  liveId: string | undefined;
  demo: boolean;
  embedPath: string;
  /** The reader's language; the elements follow the page's. */
  language: Language;
}

/** The moderators' and the shop's page. `console.js` finds out who is there, and keeps section and filters in the address. */
export const consolePage = ({ liveId, demo, embedPath, language }: ConsolePage): Html =>
  layout(
    liveId ? `Console · ${liveId}` : 'Console',
    html`<script src="/pages/console.js" data-demo="${String(demo)}"></script>
      <script type="module" src="${embedPath}/vitrine.js"></script>`,
    html`<main>${liveId ? html`<live-console live-id="${liveId}"></live-console>` : html`<live-console></live-console>`}</main>`,
    language === 'zh' ? 'zh-CN' : 'en',
  );

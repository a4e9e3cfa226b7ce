import { html } from 'hono/html';
import type { Language } from '../http/language.ts';
import { type Html, layout } from './layout.ts';

interface StudioPage {
  liveId: string | undefined;
  demo: boolean;
  embedPath: string;
  /** The host's language; the elements follow the page's. */
  language: Language;
}

const chooser = html`
  <main class="card">
    <h1>Studio</h1>
    <p>Which show do you want to run?</p>
    <form action="/studio">
      <label for="live">Its id</label>
      <input
        id="live"
        name="live"
        required
        maxlength="48"
        pattern="[A-Za-z0-9_\\-]+"
        autocapitalize="none"
        spellcheck="false"
        placeholder="friday"
      />
      <button>Open</button>
    </form>
  </main>
`;

/** The host's page. Who the host is, `studio.js` finds out: from the address's fragment, or in the demo by asking. */
export const studioPage = ({ liveId, demo, embedPath, language }: StudioPage): Html =>
  layout(
    liveId ? `Studio · ${liveId}` : 'Studio',
    liveId
      ? html`<script src="/pages/studio.js" data-demo="${String(demo)}"></script>
          <script type="module" src="${embedPath}/vitrine.js"></script>`
      : '',
    liveId ? html`<main><live-studio live-id="${liveId}"></live-studio></main>` : chooser,
    liveId && language === 'zh' ? 'zh-CN' : 'en',
  );

import { html } from 'hono/html';
import type { Language } from '../http/language.ts';
import { type Html, layout } from './layout.ts';
import { tokenScript } from './token-script.ts';

interface StudioPage {
  liveId: string | undefined;
  /** Whose token a demo asks for; undefined where this is none. */
  demoRole: 'host' | undefined;
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

/** The host's page. */
export const studioPage = ({ liveId, demoRole, embedPath, language }: StudioPage): Html =>
  layout(
    liveId ? `Studio · ${liveId}` : 'Studio',
    liveId
      ? html`${tokenScript('studio', demoRole)}
          <script type="module" src="${embedPath}/vitrine.js"></script>`
      : '',
    liveId ? html`<main><live-studio live-id="${liveId}"></live-studio></main>` : chooser,
    liveId && language === 'zh' ? 'zh-CN' : 'en',
  );

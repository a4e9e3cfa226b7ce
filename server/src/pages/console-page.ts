import { html } from 'hono/html';
import type { Language } from '../http/language.ts';
import { type Html, layout, wordsOf } from './layout.ts';
import { tokenScript } from './token-script.ts';

interface ConsolePage {
  /** Without one there is only the back office. */
  liveId: string | undefined;
  /** Whose token a demo asks for; undefined where this is none. */
  demoRole: 'admin' | 'moderator' | undefined;
  embedPath: string;
  /** The reader's language; the elements follow the page's. */
  language: Language;
}

/** The moderators' and the shop's page. `console.js` keeps section and filters in the address. */
export const consolePage = ({ liveId, demoRole, embedPath, language }: ConsolePage): Html =>
  layout({
    title: `${wordsOf(language)('Console', '控制台')}${liveId ? ` · ${liveId}` : ''}`,
    head: html`${tokenScript('console', demoRole)}
      <script src="/pages/console.js"></script>
      <script type="module" src="${embedPath}/vitrine.js"></script>`,
    body: html`<main>
      ${liveId ? html`<live-console live-id="${liveId}"></live-console>` : html`<live-console></live-console>`}
    </main>`,
    language,
  });

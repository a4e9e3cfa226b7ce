import { html } from 'hono/html';
import type { Language } from '../http/language.ts';
import { type Html, layout, wordsOf } from './layout.ts';
import { tokenScript } from './token-script.ts';

interface StudioPage {
  liveId: string | undefined;
  /** Whose token a demo asks for; undefined where this is none. */
  demoRole: 'host' | undefined;
  embedPath: string;
  /** The host's language; the elements follow the page's. */
  language: Language;
}

/** Leads to the studio of a show: one of those that the shop has, or any whose id somebody knows. */
const chooser = (language: Language): Html => {
  const say = wordsOf(language);
  return html`<main class="card">
    <h1>${say('Studio', '直播工作台')}</h1>
    <p>${say('Which show do you want to run?', '您想主持哪一场直播？')}</p>
    <live-list class="shows" href-template="/studio?live={id}"></live-list>
    <form action="/studio">
      <label for="live">${say('Or by its id', '或输入直播 ID')}</label>
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
      <button>${say('Open', '打开')}</button>
    </form>
  </main>`;
};

/** The studio of a show, and what leads on after it. The console wants a token of its own, which only a demo hands out by itself. */
const studio = (liveId: string, language: Language, demo: boolean): Html => {
  const say = wordsOf(language);
  return html`<main>
    <live-studio live-id="${liveId}">
      <p slot="ended" class="next">
        <a href="/studio">${say('Choose another show', '选择其他直播')}</a>
        ${demo ? html`<a href="/console?live=${liveId}">${say('Open the console', '打开控制台')}</a>` : ''}
      </p>
    </live-studio>
  </main>`;
};

/** The host's page. */
export const studioPage = ({ liveId, demoRole, embedPath, language }: StudioPage): Html =>
  layout({
    title: `${wordsOf(language)('Studio', '直播工作台')}${liveId ? ` · ${liveId}` : ''}`,
    head: html`${tokenScript('studio', demoRole)}
      <script type="module" src="${embedPath}/vitrine.js"></script>`,
    body: liveId ? studio(liveId, language, demoRole !== undefined) : chooser(language),
    language,
    dark: liveId !== undefined,
  });

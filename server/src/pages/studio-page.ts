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

const TEXTS = {
  en: {
    title: 'Studio',
    question: 'Which show do you want to run?',
    id: 'Or its id',
    open: 'Open',
    another: 'Choose another show',
    console: 'Open the console',
  },
  zh: {
    title: '直播工作台',
    question: '您想主持哪一场直播？',
    id: '或输入直播 ID',
    open: '打开',
    another: '选择其他直播',
    console: '打开控制台',
  },
} as const;

const chooser = (language: Language): Html => {
  const text = TEXTS[language];
  return html`
    <main class="card">
      <h1>${text.title}</h1>
      <p>${text.question}</p>
      <live-list href-template="/studio?live={id}"></live-list>
      <form action="/studio">
        <label for="live">${text.id}</label>
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
        <button>${text.open}</button>
      </form>
    </main>
  `;
};

/** The console wants a token of its own, which only a demo hands out by itself. */
const studio = (liveId: string, language: Language, demo: boolean): Html => {
  const text = TEXTS[language];
  return html`<main>
    <live-studio live-id="${liveId}">
      <p slot="ended" class="next">
        <a href="/studio">${text.another}</a>
        ${demo ? html`<a href="/console?live=${liveId}">${text.console}</a>` : ''}
      </p>
    </live-studio>
  </main>`;
};

/** The host's page: the studio of a show, or without one the shop's shows to choose from. */
export const studioPage = ({ liveId, demoRole, embedPath, language }: StudioPage): Html =>
  layout(
    liveId ? `${TEXTS[language].title} · ${liveId}` : TEXTS[language].title,
    html`${tokenScript('studio', demoRole)}
      <script type="module" src="${embedPath}/vitrine.js"></script>`,
    liveId ? studio(liveId, language, demoRole !== undefined) : chooser(language),
    language === 'zh' ? 'zh-CN' : 'en',
  );

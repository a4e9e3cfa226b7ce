import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Language } from '../http/language.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What the language's readers read. */
export const wordsOf =
  (language: Language) =>
  (english: string, chinese: string): string =>
    language === 'zh' ? chinese : english;

interface Page {
  title: string;
  head?: Html | '';
  body: Html;
  language: Language;
  /** Dark whatever the reader prefers, as what it holds is. */
  dark?: boolean;
}

/** The frame of the server's own pages. Nothing is inline, so that the strictest policy fits. */
export const layout = ({ title, head = '', body, language, dark = false }: Page): Html =>
  html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}" class="${dark ? 'dark' : ''}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="/pages/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/pages/pages.css" />
        ${head}
      </head>
      <body>
        ${body}
      </body>
    </html>`;

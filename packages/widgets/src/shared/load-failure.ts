import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { icons } from './icons.ts';

/** What stands in the place of a list that could not be read: `title` says which, `text` why, and a button tries again. */
export const renderLoadFailure = (title: string, text: string, retry: () => void): TemplateResult =>
  html`<div class="notice" role="alert">
    <strong>${title}</strong>
    <p>${text}</p>
    <button class="button" @click=${retry}>${icons.retry} ${msg('Try again')}</button>
  </div>`;

import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import type { UserProfile } from '@vitrine/core/schemas/user.ts';
import { BarrageRow } from '../../barrage-list/barrage-row.ts';
import rowStyles from '../../barrage-list/barrage-row.styles.ts';

/** A message of somebody as the chat shows it: beside the picture, and over it. */
export class IdentityPreview {
  readonly #rows = [new BarrageRow(), new BarrageRow()] as const;

  render(sender: UserProfile): TemplateResult {
    for (const row of this.#rows) {
      row.show({ messageType: 'text', sender, textContent: msg('Just ordered one') });
      row.element.removeAttribute('tabindex');
    }
    const [beside, over] = this.#rows;
    return html`<div class="preview">
      <div class="beside">${beside.element}</div>
      <div class="over">${over.element}</div>
    </div>`;
  }
}

export const previewStyles = [
  rowStyles,
  css`
    .preview {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
      gap: calc(var(--_space) * 3);
    }
    .preview > div {
      display: grid;
      align-items: center;
      justify-items: start;
      min-inline-size: 0;
      padding: calc(var(--_space) * 4);
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
    }
    .preview .row {
      cursor: auto;
    }
    .beside {
      --_bubble: transparent;
      --_color: var(--_text);
      --_name: var(--_muted);
    }
    .over {
      --_bubble: var(--_scrim);
      --_color: var(--_on-picture);
      --_name: color-mix(in oklab, var(--_on-picture), transparent 12%);
      background: var(--_picture);
    }
    .over .row {
      padding: 5px 10px;
    }
  `,
];

import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { query } from 'lit/decorators.js';
import { controls } from '../shared/controls.styles.ts';
import { icons } from '../shared/icons.ts';
import { StudioElement } from './studio-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { panel } from './panel.styles.ts';

/** Which keys do what in the studio. */
export class LiveStudioKeys extends StudioElement {
  static override styles = [
    tokens,
    controls,
    panel,
    css`
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: calc(var(--_space) * 3) calc(var(--_space) * 5);
      }
      dt {
        display: flex;
        gap: var(--_space);
        direction: ltr;
      }
      kbd {
        min-inline-size: 28px;
        padding: 3px 8px;
        border: 1px solid var(--_line);
        border-radius: var(--_radius-small);
        background: var(--_raised);
        font: inherit;
        font-weight: 600;
        text-align: center;
      }
      .hint {
        margin-block-start: calc(var(--_space) * 5);
        color: var(--_muted);
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;

  show(): void {
    this.dialog.showModal();
  }

  override render() {
    const keys: [keys: readonly string[], act: string][] = [
      [['1', '–', '9'], msg('Pop up the product with this number')],
      [['N'], msg('Pop up the next product')],
      [['0', 'Esc'], msg('Take the product down')],
      [['M'], msg('Mute or unmute the microphone')],
      [['C'], msg('Turn the camera on or off')],
      [['?'], msg('Show these keys')],
    ];
    return html`<dialog aria-labelledby="keys-title" @click=${this.#backdrop}>
      <div class="dialog-head">
        <h2 id="keys-title">${msg('Keyboard')}</h2>
        <button class="button icon plain" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>${icons.close}</button>
      </div>
      <dl>
        ${keys.map(
          ([names, act]) =>
            html`<dt>${names.map((name) => (name === '–' ? html`<span>–</span>` : html`<kbd>${name}</kbd>`))}</dt>
              <dd>${act}</dd>`,
        )}
      </dl>
      <p class="hint">${msg('Keys do nothing while you type or while a dialog is open.')}</p>
    </dialog>`;
  }

  readonly #backdrop = (event: MouseEvent): void => {
    if (event.target === this.dialog) this.dialog.close();
  };
}

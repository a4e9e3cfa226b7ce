import { msg } from '@lit/localize';
import { html } from 'lit';
import { query } from 'lit/decorators.js';
import { controls } from '../shared/controls.styles.ts';
import { StudioElement } from './studio-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { panel } from './panel.styles.ts';

/** How long a confirmed end can still be undone. */
export const UNDO_MS = 10_000;

/** Asks before the show ends for everybody. */
export class LiveStudioEndDialog extends StudioElement {
  static override styles = [tokens, controls, panel];

  @query('dialog') private dialog!: HTMLDialogElement;

  show(): void {
    this.dialog.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="question" aria-describedby="more" @click=${this.#backdrop}>
      <h2 id="question">${msg('End the show?')}</h2>
      <p id="more">
        ${msg('Your picture and sound stop at once. For ten seconds you can still undo it; then the show is over for everybody.')}
      </p>
      <div class="actions">
        <button class="button" autofocus @click=${() => this.dialog.close()}>${msg('Keep going')}</button>
        <button class="button stop" @click=${this.#end}>${msg('End the show')}</button>
      </div>
    </dialog>`;
  }

  readonly #end = (): void => {
    this.dialog.close();
    void this.room?.broadcast.stopSoon(UNDO_MS);
  };

  readonly #backdrop = (event: MouseEvent): void => {
    if (event.target === this.dialog) this.dialog.close();
  };
}

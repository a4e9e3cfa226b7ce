import { msg } from '@lit/localize';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

export interface Question {
  readonly title: string;
  readonly text?: string;
  /** Fields with names. */
  readonly body?: TemplateResult;
  /** What the button that goes on says; without one there is only something to read. */
  readonly confirm?: string;
  readonly danger?: boolean;
  /** Why the answer cannot be taken; undefined where it can. */
  readonly check?: (answer: FormData) => string | undefined;
}

/** Asks in a dialog before something happens. */
export class Questions implements ReactiveController {
  readonly #host: LitElement;
  #question: Question | undefined;
  #fault: string | undefined;
  #count = 0;
  #answer: ((answer: FormData | undefined) => void) | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#settle(undefined);
  }

  /** The fields of the answer; undefined where the person thought better of it. */
  async ask(question: Question): Promise<FormData | undefined> {
    this.#settle(undefined);
    this.#question = question;
    this.#fault = undefined;
    this.#count += 1;
    const answered = new Promise<FormData | undefined>((resolve) => (this.#answer = resolve));
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#dialog?.showModal();
    return answered;
  }

  render(): TemplateResult | typeof nothing {
    const question = this.#question;
    if (!question) return nothing;
    const { title, text, body, confirm, danger } = question;
    const count = this.#count;
    // Fields of the question before are none of this one's.
    return html`${repeat(
      [count],
      (key) => key,
      () =>
        html`<dialog
          class="question"
          aria-labelledby="question-title"
          @close=${() => this.#closed(count)}
          @click=${this.#backdrop}
        >
          <form method="dialog" @submit=${this.#submit}>
            <h2 id="question-title">${title}</h2>
            ${text ? html`<p>${text}</p>` : nothing} ${body ?? nothing}
            <p class="error" role="alert" ?hidden=${!this.#fault}>${this.#fault}</p>
            <div class="actions">
              <button class="button" type="button" @click=${() => this.#dialog?.close()}>
                ${confirm ? msg('Cancel') : msg('Close')}
              </button>
              ${
                confirm
                  ? html`<button class="button ${danger ? 'stop' : 'accent'}" value="yes" ?autofocus=${!body}>${confirm}</button>`
                  : nothing
              }
            </div>
          </form>
        </dialog>`,
    )}`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>('dialog.question');
  }

  readonly #submit = (event: SubmitEvent): void => {
    const answer = new FormData(event.currentTarget as HTMLFormElement);
    this.#fault = this.#question?.check?.(answer);
    if (this.#fault) {
      event.preventDefault();
      this.#host.requestUpdate();
    } else this.#settle(answer);
  };

  /** The browser tells of it a moment later: by then there may be another question. */
  readonly #closed = (count: number): void => {
    if (count !== this.#count) return;
    this.#settle(undefined);
    this.#question = undefined;
    this.#host.requestUpdate();
  };

  readonly #backdrop = (event: MouseEvent): void => {
    if (event.target === event.currentTarget) this.#dialog?.close();
  };

  #settle(answer: FormData | undefined): void {
    this.#answer?.(answer);
    this.#answer = undefined;
  }
}

/** What a person typed into a field, without what is around it. */
export const textIn = (answer: FormData, name: string): string => {
  const value = answer.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

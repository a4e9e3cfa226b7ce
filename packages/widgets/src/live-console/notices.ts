import { msg } from '@lit/localize';
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { errorCode, type LiveErrorCode } from '@vitrine/core/errors.ts';
import type { RequestOptions } from '@vitrine/core/http.ts';
import { errorMessage } from '../shared/error-message.ts';
import { icons } from '../shared/icons.ts';

interface Notice {
  readonly text: string;
  readonly failed?: boolean;
  readonly undo?: () => void;
}

/** How a request has to go out so that it outlives the page. */
type Leaving = Pick<RequestOptions, 'keepalive'>;

/** How long something that cannot be taken back still waits for second thoughts. */
export const UNDO_MS = 8_000;
const STAY_MS = 8_000;

/** Says what became of an act, in one line at the foot of a section, and lets it be undone. */
export class Notices implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #notice: Notice | undefined;
  #leaving: ReturnType<typeof setTimeout> | undefined;
  #acts = 0;
  #pending: { key: string; run: (leaving: Leaving) => Promise<void>; timer: ReturnType<typeof setTimeout> } | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** True while an act is under way. */
  get busy(): boolean {
    return this.#acts > 0;
  }
  /** What `later` is about to take away, so that it is not shown any more. */
  get goingKey(): string | undefined {
    return this.#pending?.key;
  }

  hostConnected(): void {
    addEventListener('pagehide', this.#leave);
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#leave);
    this.#flush();
    clearTimeout(this.#leaving);
    this.#notice = undefined;
  }

  say(text: string, undo?: () => void): void {
    this.#show({ text, undo });
  }

  fail(error: unknown, explain: (code: LiveErrorCode) => string = errorMessage): void {
    this.#show({ text: explain(errorCode(error)), failed: true });
  }

  /** Does something and says how it went; gives undefined where it failed. `undo` is offered once it went well. */
  async act<T>(
    work: () => Promise<T>,
    done?: string,
    undo?: () => Promise<unknown>,
    explain?: (code: LiveErrorCode) => string,
  ): Promise<T | undefined> {
    this.#acts += 1;
    this.#host.requestUpdate();
    try {
      const result = await work();
      if (done) this.#show({ text: done, undo: undo && (() => void this.act(undo, msg('Undone'))) });
      return result;
    } catch (error) {
      this.fail(error, explain);
      return undefined;
    } finally {
      this.#acts -= 1;
      this.#host.requestUpdate();
    }
  }

  /** Sets something to `value`, and offers to set it back to what it was `before`; gives false where it failed. */
  async change<T>(set: (value: T) => Promise<unknown>, value: T, before: T, done: string): Promise<boolean> {
    const changed = await this.act(
      () => set(value).then(() => true),
      done,
      () => set(before),
    );
    return changed ?? false;
  }

  /** Does something that the server cannot undo, a while later; until then it can be. Leaving the page or section does it at once. */
  later(key: string, text: string, work: (leaving: Leaving) => Promise<unknown>): void {
    this.#flush();
    const run = async (leaving: Leaving): Promise<void> => {
      this.#pending = undefined;
      if (this.#notice?.undo === undo) this.#show(undefined);
      await this.act(() => work(leaving));
    };
    const undo = (): void => {
      clearTimeout(this.#pending?.timer);
      this.#pending = undefined;
      this.#show(undefined);
    };
    this.#pending = { key, run, timer: setTimeout(() => void run({}), UNDO_MS) };
    this.#show({ text, undo });
  }

  render(): TemplateResult {
    const { text, failed, undo } = this.#notice ?? {};
    return html`<div class="notices" role=${failed ? 'alert' : 'status'}>
      ${
        text === undefined
          ? nothing
          : html`<p class="toast ${failed ? 'failed' : ''}">
              <span>${text}</span>
              ${undo ? html`<button class="button plain undo" @click=${undo}>${msg('Undo')}</button>` : nothing}
              <button class="button icon plain" aria-label=${msg('Close')} @click=${() => this.#show(undefined)}>
                ${icons.close}
              </button>
            </p>`
      }
    </div>`;
  }

  readonly #leave = (): void => this.#flush({ keepalive: true });

  #flush(leaving: Leaving = {}): void {
    const pending = this.#pending;
    if (!pending) return;
    clearTimeout(pending.timer);
    void pending.run(leaving);
  }

  #show(notice: Notice | undefined): void {
    clearTimeout(this.#leaving);
    this.#notice = notice;
    // What went wrong stays until it was read.
    if (notice && !notice.failed) this.#leaving = setTimeout(() => this.#show(undefined), STAY_MS);
    this.#host.requestUpdate();
  }
}

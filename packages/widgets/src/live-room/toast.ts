import type { ReactiveController, ReactiveControllerHost } from 'lit';

const TOAST_MS = 3_000;

/** A few words that an element shows for a moment. */
export class Toast implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #end: ReturnType<typeof setTimeout> | undefined;
  text = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#end);
  }

  say(text: string): void {
    this.#show(text);
    this.#end = setTimeout(() => this.#show(''), TOAST_MS);
  }

  #show(text: string): void {
    clearTimeout(this.#end);
    this.text = text;
    this.#host.requestUpdate();
  }
}

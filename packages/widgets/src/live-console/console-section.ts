import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { untracked } from '@vitrine/core/reactive.ts';
import type { Shop } from '@vitrine/core/shop.ts';
import { SignalWatcher } from '../shared/signal-watcher.ts';
import { ChosenInSight } from './chosen-in-sight.ts';
import { FilterEvent, type Filters } from './filters.ts';
import { Notices } from './notices.ts';
import { Questions } from './questions.ts';

/** What the sections of the back office share: a server, filters that the console keeps, and a way to ask and to tell. */
export abstract class ConsoleSection extends SignalWatcher(LitElement) {
  @property({ attribute: false }) shop?: Shop;
  @property({ attribute: false }) filters: Filters = {};

  protected readonly notices = new Notices(this);
  protected readonly questions = new Questions(this);

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    this.addController(new ChosenInSight(this, '.chips', '[aria-pressed="true"]'));
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { shop } = this;
    if (!shop) return;
    untracked(() => {
      if (changed.has('shop')) this.opened(shop);
      if (changed.has('shop') || changed.has('filters')) this.filtered();
    });
  }

  /** Called with the server, once. */
  protected abstract opened(shop: Shop): void;

  /** Called when there are other filters: time to read again. */
  protected filtered(): void {}

  /** Asks the console for other filters; what is not named stays. */
  protected filter(change: Readonly<Record<string, string | undefined>>, isPlace = true): void {
    this.dispatchEvent(new FilterEvent({ ...this.filters, ...change }, isPlace));
  }
}

import { msg } from '@lit/localize';
import { html } from 'lit';
import { state } from 'lit/decorators.js';
import { ModerationRepository } from '@vitrine/core/repositories/moderation-repository.ts';
import type { Moderation } from '@vitrine/core/schemas/moderation.ts';
import type { Shop } from '@vitrine/core/shop.ts';
import { controls } from '../../shared/controls.styles.ts';
import { failureOf } from '../../shared/error-message.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { ConsoleSection } from '../console-section.ts';
import { desk } from '../desk.styles.ts';
import { renderRules, type RuleName, ruleStyles } from '../rule-fields.ts';
import { renderFailure, renderWaiting } from '../table.ts';

/** The rules of every chat of the shop that does not say otherwise. */
export class LiveConsoleShopRules extends ConsoleSection {
  static override styles = [tokens, controls, desk, ruleStyles];

  #moderation: ModerationRepository | undefined;

  @state() private rules: Moderation | undefined;
  @state() private failure = '';

  protected override opened(shop: Shop): void {
    this.#moderation = new ModerationRepository(shop);
    void this.#read();
  }

  override render() {
    const { rules, failure } = this;
    return html`<div class="head"><h2>${msg('Rules')}</h2></div>
      <p class="muted stale">${msg('They hold in every room. Its host or moderators may set others there.')}</p>
      ${
        rules
          ? renderRules(rules.settings, rules.own, msg('As delivered'), (name, value) => this.#set(name, value))
          : failure
            ? renderFailure(failure, () => void this.#read())
            : renderWaiting(msg('Rules'))
      }
      ${this.notices.render()}`;
  }

  #set(name: RuleName, value: unknown): Promise<boolean> {
    const set = async (wanted: unknown) => {
      this.rules = (await this.#moderation?.changeRules({ [name]: wanted })) ?? this.rules;
    };
    return this.notices.change(set, value, this.rules?.own[name] ?? null, msg('In force from the next message on'));
  }

  async #read(): Promise<void> {
    this.failure = '';
    this.failure = await failureOf(async () => (this.rules = await this.#moderation?.rules()));
  }
}

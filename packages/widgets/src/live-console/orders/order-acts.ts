import { msg } from '@lit/localize';
import type { LitElement } from 'lit';
import type { LiveErrorCode } from '@vitrine/core/errors.ts';
import type { OrderDeskRepository } from '@vitrine/core/repositories/order-desk-repository.ts';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { errorMessage } from '../../shared/error-message.ts';
import { localeOf } from '../../shared/format.ts';
import type { Notices } from '../notices.ts';
import { Questions, textIn } from '../questions.ts';
import { cancelQuestion, declineQuestion, parcelQuestion, readParcel } from './order-questions.ts';
import { readRefund, refundQuestion } from './refund-question.ts';

interface Host extends LitElement {
  readonly desk?: OrderDeskRepository;
}

/** What can be done with an order: asks first where it cannot be undone, and says how it went. */
export class OrderActs {
  readonly #host: Host;
  readonly #notices: Notices;
  readonly #questions: Questions;
  readonly #read: () => Promise<void>;

  /** `read` reads the order anew. */
  constructor(host: Host, notices: Notices, read: () => Promise<void>) {
    this.#host = host;
    this.#notices = notices;
    this.#questions = new Questions(host);
    this.#read = read;
  }

  /** The question that is open. */
  render() {
    return this.#questions.render();
  }

  async ship({ id }: StoredOrder): Promise<void> {
    const answer = await this.#questions.ask(parcelQuestion());
    if (answer) await this.#act((desk) => desk.ship(id, readParcel(answer)), msg('The parcel is noted'));
  }

  async deliver({ id }: StoredOrder): Promise<void> {
    await this.#act((desk) => desk.deliver(id), msg('The order is delivered'));
  }

  async cancel({ id, number }: StoredOrder): Promise<void> {
    const answer = await this.#questions.ask(cancelQuestion(number));
    if (answer) await this.#act((desk) => desk.cancel(id), msg('The order is cancelled'));
  }

  async refund(order: StoredOrder): Promise<void> {
    const answer = await this.#questions.ask(refundQuestion(order, localeOf(this.#host)));
    const refund = answer && readRefund(order, answer);
    if (!refund || typeof refund === 'string') return;
    await this.#act(
      (desk) => desk.refund(order.id, refund),
      msg('The money is on its way back'),
      (code) => this.#refundFailure(order, code),
    );
  }

  async decline({ id }: StoredOrder): Promise<void> {
    const answer = await this.#questions.ask(declineQuestion());
    if (answer) await this.#act((desk) => desk.decline(id, textIn(answer, 'answer')), msg('The buyer hears of it'));
  }

  async clearFlag({ id }: StoredOrder): Promise<void> {
    await this.#act((desk) => desk.clearFlag(id), msg('The mark is taken off'));
  }

  #refundFailure({ id }: StoredOrder, code: LiveErrorCode): string {
    if (this.#host.desk?.isRefundUnsettled(id)) {
      return msg('No answer came: the money may be on its way. Ask for the same again to be sure; it goes back once.');
    }
    return code === 'key-reused'
      ? msg('What you asked for before had arrived. Look at what was given back, then ask for the rest.')
      : errorMessage(code);
  }

  /** Reads the order anew in any case: a refused act may mean that somebody else moved it on. */
  async #act(
    work: (desk: OrderDeskRepository) => Promise<unknown>,
    done: string,
    explain?: (code: LiveErrorCode) => string,
  ): Promise<void> {
    const { desk } = this.#host;
    await this.#notices.act(async () => desk && work(desk), done, undefined, explain);
    await this.#read();
  }
}

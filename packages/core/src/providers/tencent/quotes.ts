import type { RoomBus } from '../../room-bus.ts';
import type { QuotedBarrage } from '../../schemas/barrage.ts';
import type { EventOf } from '../../schemas/room-event.ts';

/** How many of the last messages can be quoted. */
const REMEMBERED = 500;

/** What was said in a room lately, for answers of the visitor's own: Chat hands them back without the server's quotation. */
export class Quotes {
  readonly #said = new Map<string, QuotedBarrage>();

  constructor(bus: RoomBus, until: AbortSignal) {
    bus.onSnapshot(({ barrages }) => {
      for (const barrage of barrages) if (barrage.type === 'barrage.sent') this.#remember(barrage);
    }, until);
    bus.on('barrage.sent', (event) => this.#remember(event), until);
    bus.on('barrage.removed', ({ barrageId }) => this.#said.delete(barrageId), until);
  }

  of(eventId: string): QuotedBarrage | undefined {
    return this.#said.get(eventId);
  }

  #remember({ eventId, text, sender: { userId, userName } }: EventOf<'barrage.sent'>): void {
    this.#said.set(eventId, { eventId, text, sender: { userId, userName } });
    if (this.#said.size > REMEMBERED) this.#said.delete(this.#said.keys().next().value!);
  }
}

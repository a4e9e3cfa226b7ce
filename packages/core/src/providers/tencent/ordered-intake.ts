import * as v from 'valibot';
import { LiveError } from '../../errors.ts';
import type { Request } from '../../http.ts';
import { CatchUp } from '../../schemas/socket.ts';
import type { ServerClock } from '../../server-clock.ts';
import { type EventIntake, withKnownBarrages } from '../event-intake.ts';

const Answer = v.pipe(v.unknown(), v.transform(withKnownBarrages), CatchUp);
const Numbered = v.object({ seq: v.number(), epoch: v.optional(v.string()) });

/** Durable events that wait for an earlier one; more than this are asked for instead. */
const MAX_HELD = 500;
/** How often it is asked in a row before somebody must wait a while. */
const MAX_ASKED = 3;

export interface CatchUpDeps {
  readonly liveId: string;
  readonly request: Request;
  readonly intake: EventIntake;
  readonly clock: ServerClock;
}

/**
 * Keeps a room's durable events in order where Chat loses or turns some: what is early is held, what is missing is asked of our
 * server. Everything else passes at once.
 */
export class OrderedIntake {
  readonly #deps: CatchUpDeps;
  #held: { readonly seq: number; readonly epoch: string | undefined; readonly raw: unknown }[] = [];
  /** Of before the first answer. */
  #early: unknown[] = [];

  constructor(deps: CatchUpDeps) {
    this.#deps = deps;
  }

  /** Returns false where something is missing. */
  take(events: readonly unknown[]): boolean {
    const { intake } = this.#deps;
    const passing: unknown[] = [];
    for (const raw of events) {
      const numbered = v.safeParse(Numbered, raw);
      if (numbered.success) this.#held.push({ seq: numbered.output.seq, epoch: numbered.output.epoch, raw });
      else passing.push(raw);
    }
    if (this.#held.length > MAX_HELD) this.#held.length = 0;
    if (!intake.position) {
      this.#early = [...this.#early, ...passing].slice(-MAX_HELD);
      return true;
    }
    intake.take(passing);
    return this.#drain();
  }

  /** Asks for what was missed, and hands it on with what waited for it. Resolves to false where something is missing still. */
  async catchUp(signal: AbortSignal): Promise<boolean> {
    for (let asked = 0; asked < MAX_ASKED; asked += 1) {
      if ((await this.#ask(signal)) && this.#drain()) return true;
      // What recovery does not fill, a snapshot does.
      if (asked > 0) this.#deps.intake.forget();
    }
    return false;
  }

  /** Forgets everything, for another visitor. */
  forget(): void {
    this.#held = [];
    this.#early = [];
    this.#deps.intake.forget();
  }

  async #ask(signal: AbortSignal): Promise<boolean> {
    const { liveId, request, intake, clock } = this.#deps;
    const { position } = intake;
    const asked = performance.now();
    const answer = await request(Answer, 'GET', `/lives/${encodeURIComponent(liveId)}/events`, {
      query: { epoch: position?.epoch, seq: position?.seq },
      signal,
    });
    // Another visitor came while it was asked.
    if (signal.aborted) throw new LiveError('cancelled', 'Cancelled');
    clock.observe(answer.ts, performance.now() - asked);
    if (!intake.welcome(answer)) {
      intake.forget();
      return false;
    }
    // The server knows of no other epoch any more.
    this.#held = this.#held.filter(({ epoch }) => epoch === undefined || epoch === answer.epoch);
    const complete = intake.take(answer.events);
    intake.take(this.#early.splice(0));
    return complete;
  }

  /** Hands on what was held, as far as nothing is missing before it. */
  #drain(): boolean {
    const { intake } = this.#deps;
    const here = intake.position;
    if (!here) return false;
    const rest = this.#held.toSorted((one, other) => one.seq - other.seq);
    const next = () => {
      const [first] = rest;
      return first && (first.epoch ?? here.epoch) === here.epoch && first.seq <= intake.position!.seq + 1;
    };
    while (next()) intake.take([rest.shift()!.raw]);
    this.#held = rest;
    return rest.length === 0;
  }
}

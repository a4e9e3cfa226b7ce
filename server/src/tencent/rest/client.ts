import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { TencentConfig } from '../config.ts';
import { userSig } from '../user-sig.ts';
import { type AnswerOf, type BodyOf, type CommandName, COMMANDS } from './commands.ts';
import { TencentError } from './error.ts';
import { Pace, type Urgency } from './pace.ts';

/** The administrator's signature lives an hour, in memory alone, and is renewed some minutes before. */
const SIG_SECONDS = 3600;
const RENEW_BEFORE = 600;
const TIMEOUT = 5_000;
const TRIES = 3;

/** Business errors come with HTTP 200 too. */
const Envelope = v.looseObject({ ErrorCode: v.number(), ErrorInfo: v.optional(v.string(), '') });

export interface RestOptions {
  /** Milliseconds that one call may take. */
  timeout?: number;
  /** Milliseconds to wait after the given number of failed tries. */
  backoff?: (tries: number) => number;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** How many times faster than documented calls are made; for tests. */
  speed?: number;
  /** Told of every call that Tencent answered. */
  onCall?: (command: CommandName, code: number) => void;
}

export type Rest = Pick<RestClient, 'call'>;

/**
 * Tencent's REST API with the rights of the app's administrator. Each command keeps its documented rate. What failed for a
 * passing reason is tried again: every command here leads to the same however often it is given, but for messages. Those carry
 * the same random number again, by which Tencent knows a repeat, and an event's id, by which receivers do.
 */
export class RestClient {
  readonly #config: Pick<TencentConfig, 'sdkAppId' | 'secretKey' | 'admin' | 'restUrl'>;
  readonly #timeout: number;
  readonly #backoff: (tries: number) => number;
  readonly #now: () => number;
  readonly #speed: number;
  readonly #onCall: (command: CommandName, code: number) => void;
  readonly #paces = new Map<CommandName, Pace>();
  readonly #closing = new AbortController();
  #sig: { text: string; until: number } | undefined;

  constructor(
    config: Pick<TencentConfig, 'sdkAppId' | 'secretKey' | 'admin' | 'restUrl'>,
    {
      timeout = TIMEOUT,
      backoff = (tries) => 200 * 2 ** tries * (1 + Math.random()),
      now = Date.now,
      speed = 1,
      onCall = () => {},
    }: RestOptions = {},
  ) {
    this.#config = config;
    this.#timeout = timeout;
    this.#backoff = backoff;
    this.#now = now;
    this.#speed = speed;
    this.#onCall = onCall;
  }

  /** Does one command, and resolves to what Tencent answered. Throws a TencentError. */
  async call<N extends CommandName>(name: N, body: BodyOf<N>, urgency: Urgency = 'first'): Promise<AnswerOf<N>> {
    for (let tries = 1; ; tries++) {
      await this.#pace(name).turn(urgency);
      try {
        return await this.#once(name, body);
      } catch (error) {
        if (!(error instanceof TencentError) || this.#closing.signal.aborted || tries >= TRIES) throw error;
        if (error.signatureEnded) this.#sig = undefined;
        else if (!error.transient) throw error;
      }
      await sleep(this.#backoff(tries), undefined, { signal: this.#closing.signal }).catch(() => {});
    }
  }

  /** Lets go of what is under way. */
  close(): void {
    this.#closing.abort();
  }

  async #once<N extends CommandName>(name: N, body: BodyOf<N>): Promise<AnswerOf<N>> {
    const { sdkAppId, admin, restUrl } = this.#config;
    const { path, answer } = COMMANDS[name];
    const query = new URLSearchParams({
      sdkappid: String(sdkAppId),
      identifier: admin,
      usersig: this.#signature(),
      random: String(randomInt(2 ** 32)),
      contenttype: 'json',
    });
    const text = await fetch(`${restUrl}/${path}?${query}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(this.#timeout), this.#closing.signal]),
    })
      .then(async (response) => {
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        return response.text();
      })
      .catch((cause: unknown) => {
        throw new TencentError(name, 0, cause instanceof Error ? cause.message : 'no answer', { cause });
      });
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Envelope), text);
    if (!parsed.success) throw new TencentError(name, 0, 'the answer could not be understood');
    const { ErrorCode: code, ErrorInfo: info } = parsed.output;
    this.#onCall(name, code);
    if (code !== 0) throw new TencentError(name, code, info);
    const read = v.safeParse(answer as v.GenericSchema, parsed.output);
    if (!read.success) throw new TencentError(name, 0, 'the answer lacks what it should say');
    return read.output as AnswerOf<N>;
  }

  #signature(): string {
    const { sdkAppId, secretKey, admin } = this.#config;
    const now = Math.floor(this.#now() / 1000);
    if (!this.#sig || this.#sig.until - RENEW_BEFORE <= now) {
      const text = userSig({ sdkAppId, secretKey }, { userId: admin, ttl: SIG_SECONDS, now });
      this.#sig = { text, until: now + SIG_SECONDS };
    }
    return this.#sig.text;
  }

  #pace(name: CommandName): Pace {
    let pace = this.#paces.get(name);
    if (!pace) this.#paces.set(name, (pace = new Pace(COMMANDS[name].perSecond * this.#speed)));
    return pace;
  }
}

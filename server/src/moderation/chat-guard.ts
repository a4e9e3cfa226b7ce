import { LiveError } from '@vitrine/core/errors.ts';
import type { ModerationSettings } from '@vitrine/core/schemas/moderation.ts';
import type { Database } from '../db/client.ts';
import type { Deps } from '../deps.ts';
import { countEmojis, hostsIn, isAllowedHost } from './links.ts';
import { moderationOf } from './settings.ts';
import { wordsOf } from './word-list.ts';
import type { WordFilter } from './words/word-filter.ts';

/** True where a user follows a host. */
export type IsFollower = (userId: string, hostId: string) => Promise<boolean>;

/** So many writers are remembered for the slow mode. */
const REMEMBERED = 20_000;

/** What somebody wants to say, as far as the rules go. */
export interface Utterance {
  liveId: string;
  hostId: string;
  userId: string;
  /** Everything in it that people read. */
  texts: readonly string[];
}

/** The rule that holds a message back until a moderator has seen it; undefined lets it pass. */
export type Hold = 'approval' | 'words' | 'links' | undefined;

const refuse = (rule: string, message: string): LiveError => new LiveError('forbidden', message, { details: { rule } });

/** The rules of the chat: who may write, how often, and what. It only decides; it neither says nor stores anything. */
export class ChatGuard {
  readonly #db: Database;
  readonly #now: () => number;
  readonly #isFollower: IsFollower;
  readonly #settings = new Map<string, Promise<ModerationSettings>>();
  /** When whom wrote last in which room, the longest ago first. */
  readonly #lastSaid = new Map<string, number>();
  #words: Promise<WordFilter> | undefined;

  constructor({ db, now }: Pick<Deps, 'db' | 'now'>, isFollower: IsFollower) {
    this.#db = db;
    this.#now = now;
    this.#isFollower = isFollower;
  }

  /** The rules that hold in a room. */
  settings(liveId: string): Promise<ModerationSettings> {
    const known = this.#settings.get(liveId);
    if (known) return known;
    const settings = moderationOf(this.#db, liveId).then((moderation) => moderation.settings);
    this.#settings.set(liveId, settings);
    settings.catch(() => this.#settings.delete(liveId));
    return settings;
  }

  /** The rules or the words changed: the next message reads them again. */
  forget(): void {
    this.#settings.clear();
    this.#words = undefined;
  }

  /** Throws `forbidden` or `rate-limited` with `details.rule` where a rule is against it. */
  async examine({ liveId, hostId, userId, texts }: Utterance): Promise<Hold> {
    const rules = await this.settings(liveId);
    if (rules.messagesDisabled) throw refuse('disabled', 'Nobody may write here now');
    if (rules.followersOnly && !(await this.#isFollower(userId, hostId))) {
      throw refuse('followers', 'Only followers of the host may write here');
    }
    if (texts.some((text) => countEmojis(text) > rules.maxEmojis)) throw refuse('emojis', 'Too many emojis');
    const links = this.#linksIn(texts, rules);
    if (links === 'block') throw refuse('links', 'Links are not allowed here');
    const words = rules.words ? await this.#judge(texts) : undefined;
    if (words === 'block') throw refuse('words', 'Something in it is not allowed here');
    this.#slowDown(`${liveId} ${userId}`, rules.slowModeSeconds);
    if (words === 'hold') return 'words';
    if (links === 'hold') return 'links';
    return rules.approval ? 'approval' : undefined;
  }

  #linksIn(texts: readonly string[], { links, linkHosts }: ModerationSettings): 'hold' | 'block' | undefined {
    if (links === 'allow') return undefined;
    const foreign = texts.flatMap(hostsIn).some((host) => !isAllowedHost(host, linkHosts));
    return foreign ? links : undefined;
  }

  async #judge(texts: readonly string[]): Promise<'hold' | 'block' | undefined> {
    const reading = (this.#words ??= wordsOf(this.#db));
    reading.catch(() => (this.#words = undefined));
    const filter = await reading;
    const verdicts = texts.map((text) => filter.judge(text));
    return verdicts.find((verdict) => verdict === 'block') ?? verdicts.find(Boolean);
  }

  /** Nothing may await in here, or two sockets of one user would both find that they waited long enough. */
  #slowDown(writer: string, seconds: number): void {
    const now = this.#now();
    const left = seconds === 0 ? 0 : (this.#lastSaid.get(writer) ?? 0) + seconds * 1000 - now;
    if (left > 0) {
      const retryAfter = Math.ceil(left / 1000);
      throw new LiveError('rate-limited', 'Slow mode: wait a little', { details: { rule: 'slow-mode' }, retryAfter });
    }
    this.#lastSaid.delete(writer);
    this.#lastSaid.set(writer, now);
    if (this.#lastSaid.size > REMEMBERED) this.#lastSaid.delete(this.#lastSaid.keys().next().value!);
  }
}

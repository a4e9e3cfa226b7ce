import type { Live, Metadata } from '@vitrine/core/schemas/live.ts';
import type { ChatRules } from '@vitrine/core/schemas/chat-rules.ts';
import type { Database } from '../db/client.ts';
import { liveById, metadataOf, type Presence, toLive } from '../live/statements.ts';
import { lastSeq } from './history.ts';

/** A room as it stands, and up to which event. */
export interface RoomState {
  seq: number;
  live: Live;
  metadata: Metadata;
  chat: ChatRules;
}

/** What a room asks of whoever writes. */
export type ChatRulesOf = (liveId: string) => Promise<ChatRules>;

/**
 * The state of rooms, shared by everybody who joins until something changes: a crowd that reconnects costs one read. Whoever
 * asks must hear the room's events already, since the state may be of this very moment.
 */
export class Snapshots {
  readonly #db: Database;
  readonly #presence: Presence;
  readonly #chatRulesOf: ChatRulesOf;
  readonly #states = new Map<string, Promise<RoomState>>();

  constructor(db: Database, presence: Presence, chatRulesOf: ChatRulesOf) {
    this.#db = db;
    this.#presence = presence;
    this.#chatRulesOf = chatRulesOf;
  }

  of(liveId: string): Promise<RoomState> {
    const known = this.#states.get(liveId);
    if (known) return known;
    const state = this.#read(liveId);
    this.#states.set(liveId, state);
    state.catch(() => this.#states.delete(liveId));
    return state;
  }

  /** Something was written, or happened in this room: the next one reads again. */
  forget(liveId?: string): void {
    if (liveId === undefined) this.#states.clear();
    else this.#states.delete(liveId);
  }

  async #read(liveId: string): Promise<RoomState> {
    // The number first: the state may then be younger than the number, and a repeated event does no harm; a lost one would.
    const seq = await lastSeq(this.#db, liveId);
    const row = await liveById(this.#db, liveId);
    if (!row) throw new Error(`The live ${liveId} is gone`);
    const [metadata, chat] = [await metadataOf(this.#db, liveId), await this.#chatRulesOf(liveId)];
    return { seq, live: toLive(row, this.#presence), metadata, chat };
  }
}

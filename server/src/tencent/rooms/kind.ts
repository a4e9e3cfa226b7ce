import type { Urgency } from '../rest/pace.ts';
import type { Priority } from '../rest/commands.ts';

/** A room as Tencent has to know it. */
export interface NewRoom {
  liveId: string;
  title: string;
  hostId: string;
  coverUrl: string | undefined;
}

/** A message that everybody in the room hears, from the server's account. */
export interface Message {
  liveId: string;
  /** Its `BusinessId`. */
  type: string;
  /** Its `Data`: the event as JSON text. */
  data: string;
  priority: Priority;
  /** The same number again makes a repeat of the same message. */
  random: number;
  urgency: Urgency;
}

/** What the two kinds of rooms that Tencent offers have in common. Every method throws a TencentError. */
export interface RoomKind {
  readonly type: 'AVChatRoom' | 'Live';
  create(room: NewRoom): Promise<void>;
  destroy(liveId: string): Promise<void>;
  /** Makes the room's copy of the metadata this. */
  replaceMetadata(liveId: string, metadata: Readonly<Record<string, string>>): Promise<void>;
  setMetadata(liveId: string, key: string, value: string | null): Promise<void>;
  /** Resolves to false where the room heard too many messages and lost this one. */
  send(message: Message): Promise<boolean>;
  /** Seconds; 0 lifts it. */
  mute(liveId: string, userId: string, seconds: number): Promise<void>;
  ban(liveId: string, userId: string, seconds: number): Promise<void>;
  /** How many are in the room; undefined where Tencent does not tell. */
  countOnline(liveId: string): Promise<number | undefined>;
}

/** Cut to so many bytes of UTF-8, between characters: Tencent counts bytes. */
export function cutToBytes(text: string, max: number): string {
  let cut = '';
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > max) break;
    cut += character;
  }
  return cut;
}

import * as v from 'valibot';
import { Id, LiveId, Page, Text, Timestamp } from './common.ts';
import { Currency } from './money.ts';
import { PinnedBarrage } from './barrage.ts';
import { Url } from './url.ts';

export const LiveStatus = v.picklist(['scheduled', 'live', 'ended']);

/** Body of `POST /api/lives`. */
export const NewLive = v.object({
  id: v.optional(LiveId),
  title: Text(100),
  hostId: v.optional(Id),
  startsAt: v.optional(Timestamp),
  coverUrl: v.optional(Url),
  currency: v.optional(Currency),
  notice: v.optional(v.pipe(v.string(), v.maxLength(500))),
});

/** A live show, as everybody may see it. AtomicXCore's LiveInfo. */
export const Live = v.object({
  id: LiveId,
  title: v.string(),
  hostId: Id,
  hostName: v.string(),
  hostAvatarUrl: v.optional(Url),
  status: LiveStatus,
  startsAt: v.optional(Timestamp),
  startedAt: v.optional(Timestamp),
  endedAt: v.optional(Timestamp),
  coverUrl: v.optional(Url),
  currency: Currency,
  notice: v.optional(v.string(), ''),
  /** True while a picture is being published. */
  onAir: v.optional(v.boolean(), false),
  audienceCount: v.optional(v.number(), 0),
  likeCount: v.optional(v.number(), 0),
  /** The one message that stays in view. */
  pinned: v.optional(PinnedBarrage),
});
export type Live = v.InferOutput<typeof Live>;

/** Body of `PATCH /api/lives/:id`. */
export const LivePatch = v.object({
  title: v.optional(Text(100)),
  startsAt: v.optional(v.nullable(Timestamp)),
  coverUrl: v.optional(v.nullable(Url)),
  notice: v.optional(v.pipe(v.string(), v.maxLength(500))),
});

export const LivePage = Page(Live);

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** Tencent's limits, kept on both providers: 10 keys, 50 bytes a key, 2 KB a value, 16 KB in all. */
export const METADATA_LIMITS = { keys: 10, keyBytes: 50, valueBytes: 2048, totalBytes: 16_384 } as const;

/** A room's metadata: every value is text. */
export const Metadata = v.record(
  v.pipe(
    v.string(),
    v.minLength(1),
    v.check((key) => byteLength(key) <= METADATA_LIMITS.keyBytes, 'a key has at most 50 bytes'),
  ),
  v.pipe(
    v.string(),
    v.check((value) => byteLength(value) <= METADATA_LIMITS.valueBytes, 'a value has at most 2 KB'),
  ),
);
export type Metadata = v.InferOutput<typeof Metadata>;

/** True where the whole of a room's metadata keeps Tencent's limits. */
export function fitsMetadataLimits(metadata: Metadata): boolean {
  const entries = Object.entries(metadata);
  const total = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  return entries.length <= METADATA_LIMITS.keys && total <= METADATA_LIMITS.totalBytes;
}

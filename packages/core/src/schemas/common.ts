import * as v from 'valibot';

/** An id made by us: a ULID, or a slug that a person chose. */
export const Id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, _ and -, at most 64'));

/** The name of a live: at most 48 characters, as Tencent limits a liveID. */
export const LiveId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,48}$/, 'letters, digits, _ and -, at most 48'));

/** Milliseconds since 1970, by the server's clock. */
export const Timestamp = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

const Moment = v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'milliseconds since 1970'), v.transform(Number));

/** From when to before when, as it stands in an address. */
export const Span = v.object({ from: v.optional(Moment, '0'), to: v.optional(Moment, '281474976710655') });

/** Text a person wrote: trimmed, not empty, at most `max` UTF-16 units. It is shown as text, never as HTML. */
export const Text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));

/** A whole number within bounds, both included. */
export const Int = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

/** A colour as `#rrggbb`: nothing else reaches a style. */
export const Color = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i, '#rrggbb'));

/** One page of a list; `cursor` is empty after the last one. */
export const Page = <S extends v.GenericSchema>(item: S) => v.object({ items: v.array(item), cursor: v.string() });

/** What a route answers when there is nothing to say but yes. */
export const Done = v.object({});

/** Why something was decided, for the log; never shown to whom it is about. */
export const Reason = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)));

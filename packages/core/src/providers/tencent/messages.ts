import * as v from 'valibot';
import type { QuotedBarrage } from '../../schemas/barrage.ts';
import { isReservedType } from '../../schemas/reserved-type.ts';
import type { RoomEvent } from '../../schemas/room-event.ts';
import { type TencentCredentials, TencentSaid, TencentStamp } from '../../schemas/tencent.ts';
import { safeUrl } from '../../schemas/url.ts';
import type { LiveUser } from '../../schemas/user.ts';
import type { Outgoing } from './chat-client.ts';
import { CHAT_TYPE, type ChatMessage, CONVERSATION } from './chat-sdk.ts';
import { encode } from '../outbox.ts';

/** Tencent's own bound for a message with everything beside it. */
const MAX_MESSAGE_BYTES = 12 * 1024;

const Text = v.object({ text: v.string() });
const Custom = v.object({ data: v.string() });
/** `BusinessId` is the Live engine's spelling, `businessID` that of its clients. Signalling uses a number. */
const Envelope = v.union([
  v.pipe(
    v.object({ BusinessId: v.string(), Data: v.unknown() }),
    v.transform(({ BusinessId, Data }) => ({ type: BusinessId, data: Data })),
  ),
  v.pipe(
    v.object({ businessID: v.string(), data: v.unknown() }),
    v.transform(({ businessID, data }) => ({ type: businessID, data })),
  ),
]);

/** What one room must know to understand its messages. */
export interface MessageContext {
  readonly liveId: string;
  readonly credentials: Pick<TencentCredentials, 'serverAccount' | 'group' | 'stamped' | 'userId' | 'sender'>;
  /** What was said under an `eventId`, as far as this page heard it. */
  readonly quote?: ((eventId: string) => QuotedBarrage | undefined) | undefined;
}

/** A text of the visitor, ready to be sent. */
export const textMessage = (text: string, id: string, replyTo?: string): Outgoing =>
  bounded({ kind: 'text', content: text, cloudCustomData: JSON.stringify({ id, replyTo }), priority: 'Normal' });

/** A custom message of the visitor, ready to be sent; where a room is full of them, texts go first. */
export const customMessage = (businessID: string, data: unknown, id: string): Outgoing =>
  bounded({
    kind: 'custom',
    content: JSON.stringify({ BusinessId: businessID, Data: encode(data ?? null, MAX_MESSAGE_BYTES) }),
    cloudCustomData: JSON.stringify({ id }),
    priority: 'Low',
  });

function bounded(message: Outgoing): Outgoing {
  encode(message, MAX_MESSAGE_BYTES);
  return message;
}

/** The event that a message carries for this room, not validated; undefined for whatever is not for it, or not to be believed. */
export async function eventOf(message: ChatMessage, context: MessageContext): Promise<unknown> {
  const { group, serverAccount, userId } = context.credentials;
  const toUser = message.conversationType === CONVERSATION.user;
  if (!toUser && (message.conversationType !== CONVERSATION.group || message.to !== group.id)) return undefined;
  if (message.from !== serverAccount) return toUser ? undefined : userEvent(message, context);
  const event = serverEvent(message, toUser ? { to: userId } : { liveId: context.liveId });
  return toUser && isOfAnotherRoom(event, context.liveId) ? undefined : event;
}

/** The event that the visitor's own message has become; the SDK does not deliver it to its sender. */
export const ownEvent = (message: ChatMessage, context: MessageContext): Promise<unknown> =>
  userEvent(message, context, context.credentials.sender);

/** The server's events are custom messages whose data is the whole event; `addressed` is what it must say to be this room's. */
function serverEvent(message: ChatMessage, addressed: Readonly<Record<string, string>>): unknown {
  const envelope = envelopeOf(message);
  const event = envelope && parse(envelope.data);
  if (typeof event !== 'object' || event === null) return undefined;
  const said = Object.entries({ ...addressed, type: envelope?.type });
  return said.every(([field, value]) => (event as Record<string, unknown>)[field] === value) ? event : undefined;
}

/** What a visitor bought, waits for or holds concerns them wherever they are; what waits for a moderator, a room. */
const OF_THE_VISITOR = /^(order|stock|wallet)\./;

const isOfAnotherRoom = (event: unknown, liveId: string): boolean => {
  const { type = '', liveId: its } = (event ?? {}) as { type?: string; liveId?: string };
  return !OF_THE_VISITOR.test(type) && its !== liveId;
};

/** Only words: of whatever else users send under a name of the server's, nothing is believed. */
async function userEvent(
  message: ChatMessage,
  { liveId, credentials, quote }: MessageContext,
  own?: LiveUser,
): Promise<RoomEvent | undefined> {
  const beside = parse(message.cloudCustomData);
  const said = v.safeParse(TencentSaid, beside);
  // Clients of others name no id.
  const id = said.success ? said.output.id : message.ID;
  const stamp = credentials.stamped ? v.safeParse(TencentStamp, beside) : undefined;
  // One that was made for somebody else was copied.
  const stamped = stamp?.success && stamp.output.sender.userId === message.from ? stamp.output : undefined;
  const sender = own ?? stamped?.sender ?? profileOf(message);
  const eventId = stamped?.eventId ?? (await barrageEventId(liveId, message.from, id));
  const envelope = { eventId, liveId, ts: message.time * 1000, id, sender };
  if (message.type === CHAT_TYPE.text) {
    const text = v.safeParse(Text, message.payload);
    if (!text.success) return undefined;
    // The server quotes for everybody else; its own copy is all that the sender gets.
    const answered = own && said.success ? said.output.replyTo : undefined;
    const reply = stamped?.reply ?? (answered === undefined ? undefined : quote?.(answered));
    return { ...envelope, type: 'barrage.sent', text: text.output.text, reply };
  }
  const custom = envelopeOf(message);
  if (!custom || isReservedType(custom.type)) return undefined;
  return { ...envelope, type: 'barrage.custom', businessID: custom.type, data: parse(custom.data) };
}

/** What the sender's profile says; nobody's role is to be had from it. */
const profileOf = ({ from, nick, avatar }: ChatMessage): LiveUser => ({
  userId: from,
  userName: (nick || from).slice(0, 100),
  avatarUrl: safeUrl(avatar),
});

function envelopeOf({ type, payload }: ChatMessage): { type: string; data: unknown } | undefined {
  const custom = type === CHAT_TYPE.custom ? v.safeParse(Custom, payload) : undefined;
  const envelope = custom?.success ? v.safeParse(Envelope, parse(custom.output.data)) : undefined;
  return envelope?.success ? envelope.output : undefined;
}

/** What is no JSON text stays as it is. */
function parse(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * The id under which the server's log has the same words, so that a snapshot repeats none: the first 26 characters of the
 * SHA-256 of `[liveId, userId, id]` in base64url. Pages without https cannot compute it, and may show a row twice after a gap.
 */
export async function barrageEventId(liveId: string, userId: string, id: string): Promise<string> {
  if (!globalThis.crypto?.subtle) return `${userId}_${id}`;
  const name = new TextEncoder().encode(JSON.stringify([liveId, userId, id]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', name));
  return btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .slice(0, 26);
}

import { Buffer } from 'node:buffer';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { ClientFrame } from '@vitrine/core/schemas/socket.ts';
import { TencentSaid } from '@vitrine/core/schemas/tencent.ts';
import type { BarrageFrame } from '../../rooms/barrage.ts';
import type { MessageElement } from './schemas.ts';

/** Largest message of a person, in bytes; Tencent would carry 12 KB. */
const MAX_BYTES = 8192;

/** Both spellings are about. */
const Custom = v.union([
  v.pipe(
    v.object({ BusinessId: v.string(), Data: v.unknown() }),
    v.transform(({ BusinessId, Data }) => ({ businessID: BusinessId, data: Data })),
  ),
  v.pipe(
    v.object({ businessID: v.string(), data: v.optional(v.unknown()) }),
    v.transform(({ businessID, data }) => ({ businessID, data })),
  ),
]);

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** `Data` is text again, of JSON where the sender is ours. */
function unwrap(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  const parsed = parseJson(data);
  return parsed === undefined ? data : parsed;
}

/**
 * The frame that a socket would have carried for this message of Chat. `fallbackId` names it where the sender did not.
 * Throws `invalid` or `too-large` for what nobody may send in a room.
 */
export function toFrame(elements: readonly MessageElement[], beside: string, fallbackId: string): BarrageFrame {
  const [element] = elements;
  const refuse = (): never => {
    throw new LiveError('invalid', 'Rooms take text and custom messages');
  };
  if (!element || elements.length !== 1) return refuse();
  if (Buffer.byteLength(JSON.stringify(element)) > MAX_BYTES) throw new LiveError('too-large', 'This message is too long');
  const said = v.safeParse(TencentSaid, parseJson(beside));
  const { id, replyTo } = said.success ? said.output : { id: fallbackId };
  const content = element.MsgContent as { Text?: string; Data?: string };
  let frame: unknown;
  if (element.MsgType === 'TIMTextElem') frame = { type: 'barrage', id, text: content.Text, replyTo };
  else if (element.MsgType === 'TIMCustomElem') {
    const custom = v.safeParse(Custom, parseJson(content.Data ?? ''));
    if (!custom.success) return refuse();
    const { businessID, data } = custom.output;
    frame = { type: 'custom', id, businessID, data: unwrap(data) };
  }
  const parsed = v.safeParse(ClientFrame, frame);
  if (!parsed.success || parsed.output.type === 'auth' || parsed.output.type === 'ping') return refuse();
  return parsed.output;
}

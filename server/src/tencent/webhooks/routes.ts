import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Deps } from '../../deps.ts';
import type { Env } from '../../http/env.ts';
import type { TencentConfig } from '../config.ts';
import type { Picture, Pictures } from '../pictures.ts';
import type { Rooms } from '../../rooms/rooms.ts';
import { giftRefusal } from './gifts.ts';
import { PASS, type Receiver, refusal, type Verdict } from './receive.ts';
import { Callback, COMMANDS, RtcCallback } from './schemas.ts';
import { isSigned, rtcSign, sameText } from './signature.ts';

const MAX_BYTES = 64 * 1024;
/** Tencent waits two seconds; an answer that comes later may mean anything to it. */
const BUDGET = 1_500;
/** So many callbacks are remembered, so that a repeated one is answered alike and does nothing more. */
const REMEMBERED = 20_000;
/** Every command that asks before something happens must be judged each time it is asked. */
const ASKS = /\.CallbackBefore/;

/** Which stream of somebody an event of TRTC is about. */
const STREAMS: Readonly<Record<number, readonly [Picture | 'everything', boolean]>> = {
  104: ['everything', false],
  201: ['video', true],
  202: ['video', false],
  203: ['audio', true],
  204: ['audio', false],
  205: ['screen', true],
  206: ['screen', false],
};
const ROOM_DISMISSED = 102;

export interface WebhookDeps extends Pick<Deps, 'now' | 'log'> {
  tencent: TencentConfig;
  receiver: Receiver;
  pictures: Pictures;
  hub: Rooms['hub'];
}

const answer = (verdict: Verdict) => ({ ActionStatus: verdict.ErrorCode === 0 ? 'OK' : 'FAIL', ...verdict });

function parse<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (!parsed.success) throw new LiveError('invalid', 'The body does not fit');
  return parsed.output;
}

/** `/api/tencent/webhook/:secret`: what Tencent tells us, and asks. Its address is a secret of the shop and Tencent. */
export function webhookRoutes({ tencent, receiver, pictures, hub, now, log }: WebhookDeps) {
  const { webhook, sdkAppId } = tencent;
  const known = new Map<string, Promise<Verdict>>();

  /** Refuses whoever does not know the address: as if nothing were there. */
  function open(secret: string | undefined) {
    if (!webhook || !sameText(secret ?? '', webhook.path)) throw new LiveError('not-found', 'There is nothing at this address');
    return webhook;
  }

  /** Does once what was told, however often Tencent tells it. */
  function once(command: string, body: string, act: () => Promise<Verdict>): Promise<Verdict> {
    if (ASKS.test(command)) return act();
    const key = createHash('sha256').update(`${command} ${body}`).digest('base64');
    const before = known.get(key);
    if (before) return before;
    const verdict = act();
    known.set(key, verdict);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
    // What failed may be told again.
    verdict.catch(() => known.delete(key));
    return verdict;
  }

  const small = bodyLimit({
    maxSize: MAX_BYTES,
    onError: () => {
      throw new LiveError('too-large', 'A callback has at most 64 kB');
    },
  });

  return new Hono<Env>()
    .post('/:secret', small, async (c) => {
      const { token } = open(c.req.param('secret'));
      const { SdkAppid = '', CallbackCommand = '', Sign = '', RequestTime = '', ClientIP = '' } = c.req.query();
      if (SdkAppid !== String(sdkAppId)) throw new LiveError('forbidden', 'This is another app');
      if (!isSigned(token, Sign, RequestTime, now() / 1000)) throw new LiveError('unauthenticated', 'The signature does not fit');
      // Tencent invents new ones; what is not asked for is nothing to complain about.
      if (!COMMANDS.has(CallbackCommand)) return c.json(answer(PASS));
      const text = await c.req.text();
      const callback = parse(Callback, text);
      if (callback.CallbackCommand !== CallbackCommand) throw new LiveError('invalid', 'The body is another command’s');
      const late = new Promise<never>((_, reject) => {
        const error = new LiveError('unavailable', 'Too slow', { retryAfter: 1 });
        setTimeout(() => reject(error), BUDGET).unref();
      });
      const asked = once(CallbackCommand, text, () => receiver.receive(callback, ClientIP || 'unknown'));
      const verdict = await Promise.race([asked, late]).catch((error: unknown) => {
        log.error({ err: error, command: CallbackCommand }, 'a callback failed');
        if (!ASKS.test(CallbackCommand)) throw error;
        return CallbackCommand === 'Live.CallbackBeforeSendGift' ? giftRefusal(error) : refusal(error);
      });
      return c.json(answer(verdict));
    })
    .post('/:secret/rtc', small, async (c) => {
      const { rtcKey } = open(c.req.param('secret'));
      if (!rtcKey) throw new LiveError('not-found', 'There is nothing at this address');
      if (c.req.header('SdkAppId') !== String(sdkAppId)) throw new LiveError('forbidden', 'This is another app');
      const text = await c.req.text();
      if (!sameText(c.req.header('Sign') ?? '', rtcSign(rtcKey, text)))
        throw new LiveError('unauthenticated', 'The signature does not fit');
      await heardOfPicture(parse(RtcCallback, text));
      return c.json({ code: 0 });
    });

  async function heardOfPicture({ EventType, EventInfo, CallbackTs }: RtcCallback): Promise<void> {
    const liveId = String(EventInfo.RoomId);
    if (EventType === ROOM_DISMISSED) return pictures.forget(liveId);
    const stream = STREAMS[EventType];
    const seat = stream && EventInfo.UserId && (await hub.open(liveId));
    if (!seat) return;
    const [kind, sending] = stream;
    const at = EventInfo.EventMsTs ?? CallbackTs ?? (EventInfo.EventTs ?? 0) * 1000;
    pictures.take({ liveId, hostId: seat.facts.hostId, userId: EventInfo.UserId!, kind, sending, at });
  }
}

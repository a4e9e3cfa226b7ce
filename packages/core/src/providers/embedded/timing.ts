import type { Backoff } from '../../backoff.ts';
import type { OutboxTiming } from '../outbox.ts';

/** How patient a room's channel is; all in milliseconds. */
export interface ChannelTiming extends OutboxTiming {
  /** Between two pings. */
  readonly heartbeatMs: number;
  /** For any sign of life after a ping. */
  readonly pongMs: number;
  /** For the welcome after starting to connect. */
  readonly welcomeMs: number;
  /** A connection that lasted this long ends a row of failures. */
  readonly stableMs: number;
  /** The least pause after the server found us too fast. */
  readonly tooFastMs: number;
  readonly backoff: Backoff;
}

export const CHANNEL_TIMING: ChannelTiming = {
  heartbeatMs: 25_000,
  pongMs: 10_000,
  welcomeMs: 10_000,
  ackMs: 5_000,
  sendMs: 15_000,
  stableMs: 5_000,
  tooFastMs: 5_000,
  backoff: { baseMs: 500, capMs: 30_000 },
};

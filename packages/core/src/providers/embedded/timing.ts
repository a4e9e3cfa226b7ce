import type { Backoff } from '../../backoff.ts';

/** How patient a room's channel is; all in milliseconds. */
export interface ChannelTiming {
  /** Between two pings. */
  readonly heartbeatMs: number;
  /** For any sign of life after a ping. */
  readonly pongMs: number;
  /** For the welcome after starting to connect. */
  readonly welcomeMs: number;
  /** For an acknowledgement, before the connection is doubted. */
  readonly ackMs: number;
  /** For a message from the call to its acknowledgement, reconnects included. */
  readonly sendMs: number;
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

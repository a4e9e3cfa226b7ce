import type { Backoff } from '../../backoff.ts';
import type { OutboxTiming } from '../outbox.ts';

/** How patient a room's channel over Tencent Chat is; all in milliseconds. */
export interface TencentTiming extends OutboxTiming {
  /** For signing in to Chat; the SDK itself would wait for 90 s. */
  readonly loginMs: number;
  /** For joining a group; the SDK may wait for ever. */
  readonly joinMs: number;
  /** The same while the network is down: asking is what makes the SDK look for it again. */
  readonly probeMs: number;
  /** For leaving and signing out, which nobody waits for. */
  readonly leaveMs: number;
  /** The longest pause before what a crowd missed together is asked for; meanwhile it may still come. */
  readonly gapMs: number;
  /** Out of sight for this long, a page asks what it missed. */
  readonly hiddenMs: number;
  readonly backoff: Backoff;
}

export const TENCENT_TIMING: TencentTiming = {
  ackMs: 8_000,
  sendMs: 20_000,
  loginMs: 20_000,
  joinMs: 10_000,
  probeMs: 3_000,
  leaveMs: 5_000,
  gapMs: 1_000,
  hiddenMs: 60_000,
  backoff: { baseMs: 1_000, capMs: 30_000 },
};

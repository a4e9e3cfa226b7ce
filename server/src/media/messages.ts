import type { LiveErrorCode } from '@vitrine/core/errors.ts';

/** What the server asks of the engine's process. */
export interface Call {
  id: number;
  method: 'publish' | 'play' | 'remove' | 'kick' | 'stats';
  args: readonly string[];
}

/** A LiveError on its way between processes. */
export interface ErrorMessage {
  code: LiveErrorCode;
  message: string;
  details?: unknown;
  retryAfter?: number;
}

/** What the engine's process says. */
export type Message =
  | { type: 'ready' }
  | { type: 'failed'; text: string }
  | { type: 'log'; text: string }
  | { type: 'publisher'; name: string; onAir: boolean }
  | { type: 'result'; id: number; result: unknown }
  | { type: 'error'; id: number; error: ErrorMessage };

import { LiveError } from '@vitrine/core/errors.ts';
import { ForkedEngine } from './forked-engine.ts';
import type { SfuOptions } from './sfu.ts';

/** The answer to an offer, and the unguessable id under which the connection can be removed. */
export interface MediaAnswer {
  id: string;
  answer: string;
}

/** Everything the engine knows about itself; bytes are those of the connections that are open now. */
export interface MediaStats {
  viewers: number;
  restarts: number;
  memoryBytes: number;
  names: { name: string; onAir: boolean; codec?: string; viewers: number; bytesIn: number; bytesOut: number }[];
}

/** Forwards live pictures and sound from one publisher a name to all who watch it. */
export interface MediaEngine {
  /** The process that does the work; undefined while it restarts. */
  readonly pid: number | undefined;
  /**
   * Puts somebody on air as soon as the connection is made; whoever was on air before is closed, and viewers go on with the new picture.
   * `session` names the client's wish over all of its connections: one that somebody took over from gets `conflict`.
   */
  publish(name: string, offer: string, session?: string): Promise<MediaAnswer>;
  /** Rejects with `not-found` while nobody publishes, and with `unavailable` when there is no room for another viewer. */
  play(name: string, offer: string): Promise<MediaAnswer>;
  /** Closes one connection; false when it was gone already. */
  remove(id: string): Promise<boolean>;
  /** Takes a name off air and closes everybody who watches it; false when there was nothing. */
  kick(name: string): Promise<boolean>;
  stats(): Promise<MediaStats>;
  close(): Promise<void>;
}

export interface MediaEngineOptions extends SfuOptions {
  /** The process died and a new one is ready: everybody has to connect again, publishers first. */
  onRestarted?(): void;
  /** Somebody went on or off air. Another publisher under the same name is no change. */
  onPublisherChanged?(name: string, onAir: boolean): void;
  /** Errors of the native library. */
  onLog?(text: string): void;
}

/** Starts the engine in a process of its own. Rejects when it cannot begin, for example because the UDP port is taken. */
export async function startMediaEngine(options: MediaEngineOptions): Promise<MediaEngine> {
  const engine = new ForkedEngine(options);
  try {
    await engine.started;
  } catch (error) {
    await engine.close();
    throw new LiveError('unavailable', `The media engine does not start: ${String(error)}`, { cause: error });
  }
  return engine;
}

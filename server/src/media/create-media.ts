import { Gauge } from 'prom-client';
import type { Deps } from '../deps.ts';
import { type MediaEngine, startMediaEngine } from './engine.ts';
import { tencentEngine } from '../tencent/media-engine.ts';
import { createExternalEngine } from './external-engine.ts';

/** What a room wants to hear of the media engine. */
export interface MediaListener {
  mediaChanged(name: string, onAir: boolean): void;
  mediaRestarted(): void;
}

export interface Media {
  readonly engine: MediaEngine;
  /** Rooms come later than the engine; what happens before that concerns nobody. */
  listen(listener: MediaListener): void;
  close(): Promise<void>;
}

/** The embedded engine, or another WHIP and WHEP server where the shop names one. */
export async function createMedia({
  config,
  log,
  metrics,
  now,
}: Pick<Deps, 'config' | 'log' | 'metrics' | 'now'>): Promise<Media> {
  let listener: MediaListener | undefined;
  const onPublisherChanged = (name: string, onAir: boolean): void => listener?.mediaChanged(name, onAir);
  const { udpPort, announceIp, maxViewers, whipUrl, whepUrl } = config.media;
  const engine = config.tencent
    ? tencentEngine(config.tencent, now)
    : whipUrl || whepUrl
      ? createExternalEngine({ whipUrl, whepUrl, onPublisherChanged })
      : await startMediaEngine({
          udpPort,
          maxViewers,
          announceIp,
          bindAddress: config.demo ? '127.0.0.1' : undefined,
          onPublisherChanged,
          onRestarted() {
            log.warn('the media engine died and was started again');
            listener?.mediaRestarted();
          },
          onLog: (text) => log.warn({ text }, 'media engine'),
        });
  const viewers: Gauge = new Gauge({
    name: 'vitrine_media_viewers',
    help: 'Connections that receive a picture',
    registers: [metrics],
    async collect() {
      // While the engine restarts it has nobody.
      viewers.set(
        await engine.stats().then(
          (stats) => stats.viewers,
          () => 0,
        ),
      );
    },
  });
  return {
    engine,
    listen: (next) => (listener = next),
    close: () => engine.close(),
  };
}

/** Entry of the engine's process. Media runs apart from the server, so that neither stops the other, and a crash costs a second of picture only. */
import { createSocket } from 'node:dgram';
import { initLogger } from 'node-datachannel';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Call, ErrorMessage, Message } from './messages.ts';
import { Sfu, type SfuOptions } from './sfu.ts';

// Once the server has let go there is nobody to tell; without the callback that would be an error of the process.
const send = (message: Message): void => void process.send?.(message, undefined, undefined, () => undefined);

/** The library would find out only with the first viewer. */
const assertPortIsFree = ({ udpPort, bindAddress }: SfuOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind({ port: udpPort, address: bindAddress, exclusive: true }, () => socket.close(() => resolve()));
  });

const answer = (sfu: Sfu, { method, args }: Call): unknown => {
  if (method === 'publish') return sfu.publish(args[0]!, args[1]!, args[2]!);
  if (method === 'play') return sfu.play(args[0]!, args[1]!);
  if (method === 'remove') return sfu.remove(args[0]!);
  return method === 'kick' ? sfu.kick(args[0]!) : sfu.stats();
};

const toMessage = (error: unknown): ErrorMessage => {
  if (!(error instanceof LiveError)) return { code: 'unavailable', message: String(error), retryAfter: 1 };
  const { code, message, details, retryAfter } = error;
  return { code, message, details, retryAfter };
};

async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2]!) as SfuOptions;
  // Without a callback the library ends the process here.
  initLogger('Error', (_level, text) => send({ type: 'log', text }));
  await assertPortIsFree(options);
  const sfu = new Sfu(options, (name, onAir) => send({ type: 'publisher', name, onAir }));
  process.on('message', async (call: Call) => {
    try {
      send({ type: 'result', id: call.id, result: await answer(sfu, call) });
    } catch (error) {
      send({ type: 'error', id: call.id, error: toMessage(error) });
    }
  });
  process.once('disconnect', () => {
    sfu.close();
    // Browsers learn of the end from the last packets, which leave in the background.
    setTimeout(() => process.exit(0), 100);
  });
  send({ type: 'ready' });
}

// The server decides when to end: a Ctrl+C in the terminal reaches both of us, and dying first would look like a crash to it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

main().catch((error: Error) => {
  send({ type: 'failed', text: error.message });
  process.exit(1);
});

import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Histogram } from './statistics.ts';

/** Sockets that are opened at the same time. */
const AT_ONCE = 50;
/** Keyed by the beginning of a frame: all members of a room get the same one, and it need not be taken apart a thousand times. */
const REMEMBERED = 5_000;
const EMPTY: Buffer = Buffer.alloc(0);

export interface CrowdOptions {
  port: number;
  path: string;
  size: number;
  /** The first frame of a socket; it has arrived once the server has answered. Without one, nothing is sent and awaited. */
  hello?: (index: number) => string;
  /** How the socket `index` says `text` to all. */
  say?: (text: string) => string;
  /** Hears every frame of the socket `index`, beside the marks in it. */
  hear?: (frame: Buffer, index: number) => void;
}

/** What became of the messages of one run. */
export interface Heard {
  said: number;
  delivered: number;
  /** Of all frames with messages in them. */
  bytes: number;
  /** Milliseconds from saying to hearing, of every delivery. */
  latency: Histogram;
  /** Milliseconds until the first socket heard each message. */
  first: Histogram;
}

/**
 * Many sockets of one room, as plain as possible: it opens frames itself and only looks for marks of the form `~run:number:ms~`,
 * so that listening costs a fraction of sending.
 */
export class Crowd {
  readonly #say: (text: string) => string;
  readonly #listen: CrowdOptions['hear'];
  readonly #sockets: Socket[] = [];
  readonly #marks = new Map<string, [number: number, saidAt: number][]>();
  #run = 0;
  #heard: Heard = { said: 0, delivered: 0, bytes: 0, latency: new Histogram(), first: new Histogram() };
  #seen = new Set<number>();
  #welcomed = 0;

  static async gather(options: CrowdOptions): Promise<Crowd> {
    const crowd = new Crowd(options);
    for (let first = 0; first < options.size; first += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, options.size - first) }, (_, index) =>
        crowd.#enter(options, first + index),
      );
      await Promise.all(some);
    }
    for (let tries = 0; options.hello && crowd.#welcomed < options.size; tries++) {
      if (tries > 300) throw new Error(`Only ${crowd.#welcomed} of ${options.size} sockets were welcomed`);
      await sleep(100);
    }
    return crowd;
  }

  private constructor({ say = (text) => text, hear }: CrowdOptions) {
    this.#say = say;
    this.#listen = hear;
  }

  /** Says `perSecond` messages for so many seconds, ten sockets taking turns, and listens until all is heard or `patience` seconds passed. */
  async talk(perSecond: number, seconds: number, patience: number): Promise<Heard> {
    this.#run += 1;
    this.#seen = new Set();
    const heard = (this.#heard = { said: 0, delivered: 0, bytes: 0, latency: new Histogram(), first: new Histogram() });
    const total = Math.round(perSecond * seconds);
    const started = performance.now();
    while (heard.said < total) {
      const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * perSecond) + 1);
      while (heard.said < due) this.#sayOne(heard);
      await sleep(1000 / perSecond);
    }
    const end = performance.now() + patience * 1000;
    while (heard.delivered < heard.said * this.#sockets.length && performance.now() < end) await sleep(20);
    return heard;
  }

  leave(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #sayOne(heard: Heard): void {
    const mark = `~${this.#run}:${heard.said}:${performance.now().toFixed(1)}~`;
    const speaker = this.#sockets[heard.said % Math.min(10, this.#sockets.length)]!;
    speaker.write(clientFrame(0x1, Buffer.from(this.#say(mark))));
    heard.said += 1;
  }

  async #enter({ port, path, hello }: CrowdOptions, index: number): Promise<void> {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    this.#sockets[index] = socket;
    await once(socket, 'connect');
    const key = Buffer.alloc(16, index).toString('base64');
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    if (!chunk.subarray(0, 12).toString().endsWith('101')) throw new Error(`Refused: ${chunk.toString().split('\r\n', 1)[0]}`);
    let rest: Buffer = EMPTY;
    const read = (data: Buffer): void =>
      void (rest = this.#read(socket, index, rest.length > 0 ? Buffer.concat([rest, data]) : data));
    socket.on('data', read).on('error', () => {});
    read(chunk.subarray(chunk.indexOf('\r\n\r\n') + 4));
    if (hello) socket.write(clientFrame(0x1, Buffer.from(hello(index))));
  }

  /** Takes whole frames off the front; returns what is left. */
  #read(socket: Socket, index: number, data: Buffer): Buffer {
    let at = 0;
    while (data.length - at >= 2) {
      let head = 2;
      let length = data[at + 1]! & 0x7f;
      if (length === 126) [head, length] = [4, data.length - at >= 4 ? data.readUInt16BE(at + 2) : Infinity];
      else if (length === 127) [head, length] = [10, data.length - at >= 10 ? Number(data.readBigUInt64BE(at + 2)) : Infinity];
      if (data.length - at < head + length) break;
      const payload = data.subarray(at + head, at + head + length);
      const opcode = data[at]! & 0x0f;
      if (opcode === 0x1) {
        this.#hear(payload);
        this.#listen?.(payload, index);
      } else if (opcode === 0x9) socket.write(clientFrame(0xa, payload));
      at += head + length;
    }
    return at === data.length ? EMPTY : Buffer.from(data.subarray(at));
  }

  #hear(payload: Buffer): void {
    const start = payload.toString('latin1', 0, 100);
    if (start.startsWith('{"type":"welcome"')) this.#welcomed += 1;
    if (start.startsWith('{"type":"error"')) throw new Error(`The server refused: ${payload.toString()}`);
    const name = `${payload.length}${start}`;
    let marks = this.#marks.get(name);
    if (!marks) {
      marks = [...payload.toString('latin1').matchAll(/~(\d+):(\d+):([\d.]+)~/g)].flatMap(([, run, number, saidAt]) =>
        Number(run) === this.#run ? [[Number(number), Number(saidAt)]] : [],
      );
      if (this.#marks.size > REMEMBERED) this.#marks.clear();
      this.#marks.set(name, marks);
    }
    if (marks.length === 0) return;
    const now = performance.now();
    this.#heard.bytes += payload.length;
    for (const [number, saidAt] of marks) {
      this.#heard.delivered += 1;
      this.#heard.latency.add(now - saidAt);
      if (this.#seen.has(number)) continue;
      this.#seen.add(number);
      this.#heard.first.add(now - saidAt);
    }
  }
}

/** A frame of a client; it must be masked, and a mask of zeros leaves the text as it is. */
function clientFrame(opcode: number, payload: Buffer): Buffer {
  const long = payload.length > 125;
  const head = Buffer.alloc(long ? 8 : 6);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (long ? 126 : payload.length);
  if (long) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { sort } from './statistics.ts';

export interface LoadOptions {
  port: number;
  connections: number;
  /** The whole next request of a connection, as text; undefined ends the connection's work. */
  next: (connection: number) => string | undefined;
  /** Nobody sends anything new after so many seconds. */
  seconds: number;
}

export interface LoadResult {
  /** Answers by status, all of them. */
  statuses: Map<number, number>;
  /** Answers a second that came in time. */
  perSecond: number;
  /** Milliseconds from request to answer, sorted. */
  latencies: number[];
}

/** A client so plain that it costs a fraction of the server it measures: one request after the other on each of its connections. */
export async function load({ port, connections, next, seconds }: LoadOptions): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const statuses = new Map<number, number>();
  const latencies: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  let inTime = 0;
  let last = started;

  async function work(socket: Socket, connection: number): Promise<void> {
    for (let request = next(connection); request !== undefined && performance.now() < end; request = next(connection)) {
      const sent = performance.now();
      const status = await exchange(socket, request);
      last = performance.now();
      if (last <= end) inTime += 1;
      latencies.push(last - sent);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    socket.destroy();
  }

  await Promise.all(sockets.map(work));
  return { statuses, perSecond: inTime / ((Math.min(last, end) - started) / 1000), latencies: sort(latencies) };
}

/** Opens a connection and asks something small: a busy server lets newcomers in one by one, and that must not count. */
async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  await exchange(socket, 'GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  return socket;
}

/** Sends a request and resolves with the status once the whole answer is there. */
function exchange(socket: Socket, request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const timer = setTimeout(() => finish(new Error('No answer in 30 s')), 30_000);
    function finish(error?: Error): void {
      clearTimeout(timer);
      socket.off('data', read).off('error', finish).off('close', closed);
      if (error) reject(error);
      else resolve(Number(answer.slice(9, 12)));
    }
    const closed = (): void => finish(new Error('The server closed the connection'));
    function read(chunk: Buffer): void {
      answer += chunk.toString('latin1');
      if (isWhole(answer)) finish();
    }
    socket.on('data', read).on('error', finish).on('close', closed);
    socket.write(request);
  });
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(answer.slice(0, head))?.[1];
  return length === undefined ? answer.endsWith('0\r\n\r\n') : answer.length >= head + 4 + Number(length);
}

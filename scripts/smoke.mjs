import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** `npm start`, as somebody who has just cloned the project: it must come up, answer on both ports, and end when asked. */

const START_LIMIT = 120_000;
const STOP_LIMIT = 20_000;
const PORTS = [Number(process.env.PORT ?? 8787), Number(process.env.DEMO_SHOP_PORT ?? 8788)];
const URLS = [
  `http://127.0.0.1:${PORTS[0]}/api/health`,
  `http://127.0.0.1:${PORTS[1]}/`,
  `http://127.0.0.1:${PORTS[0]}/embed/vitrine.js`,
];

async function isFree(port) {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

async function until(what, limit, condition) {
  const end = Date.now() + limit;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`${what} within ${limit / 1000} s`);
    await sleep(200);
  }
}

const answers = (url) =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    ({ status }) => status === 200,
    () => false,
  );

/** True while a process of the group is there: the last one lets go of the database after its ports. */
function lives(group) {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

const allFree = async () => (await isFree(PORTS[0])) && (await isFree(PORTS[1]));

/** Starts the server, waits until it answers, asks it to end, and returns its exit code. */
async function startAndStop(dataDir, command, ...args) {
  console.log(`\n$ ${[command, ...args].join(' ')}`);
  const env = { ...process.env, DATA_DIR: dataDir };
  const child = spawn(command, args, { env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const exit = once(child, 'exit').then(([code, signal]) => code ?? signal);
  try {
    for (const url of URLS) {
      await until(`${url} did not answer`, START_LIMIT, () => {
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode} before it answered`);
        return answers(url);
      });
      console.log(`${url} answers`);
    }
    child.kill('SIGTERM');
    await until(
      'After SIGTERM it did not end, with its ports free,',
      STOP_LIMIT,
      async () => !lives(child.pid) && (await allFree()),
    );
    const code = await Promise.race([exit, sleep(STOP_LIMIT, 'nothing: it still runs', { ref: false })]);
    console.log(`SIGTERM ended it with ${code}`);
    return code;
  } finally {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // All of it has ended.
    }
  }
}

async function smoke() {
  for (const port of PORTS) {
    if (!(await isFree(port))) throw new Error(`Port ${port} is in use. Stop what listens there, then try again.`);
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-smoke-'));
  try {
    // npm's own code after a signal is its shell's business.
    await startAndStop(dataDir, 'npm', 'start');
    // The second start finds the data of the first one.
    const code = await startAndStop(dataDir, process.execPath, fileURLToPath(new URL('start.mjs', import.meta.url)));
    if (code !== 0) throw new Error(`The server ended with ${code}, not 0`);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await smoke().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

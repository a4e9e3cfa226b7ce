import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** `npm start`, as somebody who has just cloned the project: it must come up, answer on both ports, and end when asked. */

const START_LIMIT = 120_000;
const STOP_LIMIT = 20_000;
const PORTS = [Number(process.env.PORT ?? 8787), Number(process.env.DEMO_SHOP_PORT ?? 8788)];

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

const answers = (url) =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    ({ status }) => status === 200,
    () => false,
  );

async function smoke() {
  for (const port of PORTS) {
    if (!(await isFree(port))) throw new Error(`Port ${port} is in use. Stop what listens there, then try again.`);
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-smoke-'));
  const child = spawn('npm', ['start'], { env: { ...process.env, DATA_DIR: dataDir }, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const exit = once(child, 'exit').then(([code, signal]) => code ?? signal);
  try {
    const urls = [`http://127.0.0.1:${PORTS[0]}/api/health`, `http://127.0.0.1:${PORTS[1]}/`, `http://127.0.0.1:${PORTS[0]}/embed/vitrine.js`];
    const limit = Date.now() + START_LIMIT;
    for (const url of urls) {
      while (!(await answers(url))) {
        if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
        if (Date.now() > limit) throw new Error(`${url} did not answer within ${START_LIMIT / 1000} s`);
        await sleep(250);
      }
      console.log(`${url} answers`);
    }
    child.kill('SIGTERM');
    const code = await Promise.race([exit, sleep(STOP_LIMIT, 'still running', { ref: false })]);
    if (code !== 0) throw new Error(`After SIGTERM npm start ended with ${code}, not 0`);
    for (const port of PORTS) if (!(await isFree(port))) throw new Error(`Something still listens on port ${port}`);
    console.log('ended with 0 after SIGTERM');
  } finally {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // All of it has ended.
    }
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await smoke().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

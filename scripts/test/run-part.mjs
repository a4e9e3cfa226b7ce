import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A part that never ends is a part that failed. */
const LIMIT = 5 * 60_000;

/** Ends a process and all that it started, also the browsers that a crashed runner leaves behind. */
function end(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of running) end(child, 'SIGKILL');
    process.exit(1);
  });
}

/** Runs a command in its own process group, shows what it says, and returns its exit code and the last of its output. */
export function run(command, args, { env = {}, limit = LIMIT, cwd = process.cwd() } = {}) {
  return new Promise((resolve) => {
    // Without a terminal: colours and progress bars are for people, and no part may wait for an answer.
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child);
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-100_000));
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      from.setEncoding('utf8').on('data', (chunk) => {
        keep(chunk);
        to.write(chunk);
      });
    }
    const timer = setTimeout(() => {
      process.stderr.write(`\nnot done after ${limit / 1000} s: ended\n`);
      end(child, 'SIGKILL');
    }, limit);
    const finish = (code) => {
      clearTimeout(timer);
      running.delete(child);
      end(child, 'SIGKILL');
      resolve({ code, output });
    };
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/**
 * Runs a part whose reporter writes its counts to the file `VITRINE_COUNTS`, and returns them: `{ passed, failed }`, and the
 * `remarks` that its reporter has for the end of the run. A part that
 * ends badly, says nothing or runs no test at all has failed, whatever it counted.
 */
export async function runCounted(command, args, readCounts = (counts) => counts, options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-test-'));
  const file = join(folder, 'counts.json');
  try {
    const { code } = await run(
      command,
      args.map((arg) => arg.replace('{counts}', file)),
      { ...options, env: { VITRINE_COUNTS: file, ...options.env } },
    );
    let counts;
    try {
      counts = readCounts(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      console.error(`the part left no counts (exit code ${code})`);
      return { passed: 0, failed: 1 };
    }
    return verdict(counts, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a part's counts and exit code mean together. */
export function verdict({ passed, failed, ...rest }, code) {
  if (passed + failed === 0) return { passed: 0, failed: 1 };
  return { ...rest, passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** Counts of a part that may end with a line `N passed, N failed`; else its exit code is one test. */
export async function runChecked(command, args, options) {
  const { code, output } = await run(command, args, options);
  const line = [...output.matchAll(/^(\d+) passed, (\d+) failed\s*$/gm)].at(-1);
  return verdict(
    line ? { passed: Number(line[1]), failed: Number(line[2]) } : { passed: Number(code === 0), failed: Number(code !== 0) },
    code,
  );
}

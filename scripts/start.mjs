import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

// In a process of its own: the bundler's memory and threads end with the build instead of living as long as the server.
const built = spawnSync(process.execPath, [path('build.mjs'), '--if-needed'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);

// Under npm there is a shell between it and us, and on some systems that shell ends on SIGTERM without telling its child.
// A server that nobody can stop any more would keep its ports.
const parent = process.ppid;
if (process.env.npm_lifecycle_event === 'start') {
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

process.setSourceMapsEnabled(true);
// A shop that brings its secret is no demo: no seed, no tokens for everybody.
if (!process.env.SHOP_SECRET) process.argv.push('--demo');
// In this very process, so that signals and the exit code are the server's own.
await import('../server/dist/main.js');

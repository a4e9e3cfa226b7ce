import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

try {
  await build();
} catch (error) {
  // Vite has shown what is wrong and where; a trace through its insides would only hide it.
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const main = fileURLToPath(new URL('../server/dist/main.js', import.meta.url));
// A shop that brings its secret is no demo: no seed, no tokens for everybody.
const flags = process.env.SHOP_SECRET ? [] : ['--demo'];
const server = spawn(process.execPath, ['--enable-source-maps', main, ...flags, ...process.argv.slice(2)], { stdio: 'inherit' });

// A terminal sends Ctrl+C to both of us, npm and supervisors only to this process: either way the server hears it once.
let asked = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    const byTerminal = signal === 'SIGINT' && process.stdin.isTTY;
    if (!byTerminal || asked) server.kill(signal);
    asked = true;
  });
}
server.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
server.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});

import { parseArgs } from 'node:util';
import { benchBarrage } from './barrage.ts';
import { benchCheckout } from './checkout.ts';
import { benchHub } from './hub.ts';
import { benchLikes } from './likes.ts';
import { benchLoader } from './loader.ts';
import { benchPages } from './pages.ts';
import { benchPlay } from './play.ts';
import { benchProducts } from './products.ts';
import { chromePath, serverProgram } from './programs.ts';
import { type Findings, print, write } from './report.ts';

const benches: Record<string, (server: string[], chrome: string | undefined) => Promise<Findings>> = {
  checkout: benchCheckout,
  products: benchProducts,
  hub: benchHub,
  likes: benchLikes,
  play: benchPlay,
  loader: benchLoader,
  pages: benchPages,
  barrage: benchBarrage,
};

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const chosen = values.only?.flatMap((names) => names.split(',')) ?? Object.keys(benches);
const unknown = chosen.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}

const server = serverProgram();
const chrome = chromePath();
const all: Findings[] = [];
for (const name of chosen) {
  const findings = await benches[name]!(server.args, chrome);
  print(findings);
  all.push(findings);
}
const file = write(all, { chrome, server: server.from });
console.log(
  `ratios: ${JSON.stringify(Object.fromEntries(all.flatMap(({ ratios }) => ratios.map((one) => [one.name, one.value]))))}`,
);
console.log(`written to ${file}`);

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageRoutes } from './pages.ts';

const inDemo = () => pageRoutes({ demo: true, shopUrl: 'http://localhost:8788' });

test('the studio page carries the show and loads the bundle', async () => {
  const page = await (await inDemo().request('/studio?live=friday')).text();
  assert.match(page, /<live-studio live-id="friday">/);
  assert.match(page, /<script type="module" src="\/embed\/vitrine.js"><\/script>/);
});

test('a name that cannot be a show’s is never written into the page', async () => {
  const page = await (await inDemo().request(`/studio?live=${encodeURIComponent('"><script>alert(1)</script>')}`)).text();
  assert.doesNotMatch(page, /alert/);
  assert.match(page, /<form action="\/studio">/);
});

test('the studio without a show leads to those of the shop, or to any whose id is known', async () => {
  const page = await (await inDemo().request('/studio')).text();
  assert.doesNotMatch(page, /<live-studio/);
  assert.match(page, /<live-list[^>]* href-template="\/studio\?live=\{id\}"/);
  assert.match(page, /<script type="module" src="\/embed\/vitrine.js"><\/script>/);
  assert.match(page, /name="live"/);
});

test('after the show the studio leads on: to the other shows, and in a demo, which hands out its token, to the console', async () => {
  const linksOf = async (app: typeof real): Promise<string[]> =>
    [...(await (await app.request('/studio?live=friday')).text()).matchAll(/<a href="([^"]+)"/g)].map(([, href]) => href!);
  const real = pageRoutes({ demo: false });
  assert.deepEqual(await linksOf(real), ['/studio']);
  assert.deepEqual(await linksOf(inDemo()), ['/studio', '/console?live=friday']);
});

test('only the page of the studio is dark before its element is there', async () => {
  const isDark = async (path: string) => /<html [^>]*class="dark"/.test(await (await inDemo().request(path)).text());
  assert.deepEqual(await Promise.all(['/studio?live=friday', '/studio', '/console', '/'].map(isDark)), [
    true,
    false,
    false,
    false,
  ]);
});

test('the console page carries the show where there is one, and the back office without', async () => {
  const page = async (query: string) => (await inDemo().request(`/console${query}`)).text();
  assert.match(await page('?live=friday'), /<live-console live-id="friday"><\/live-console>/);
  assert.match(await page(''), /<live-console><\/live-console>/);
  assert.doesNotMatch(await page(`?live=${encodeURIComponent('"><script>alert(1)</script>')}`), /alert/);
});

test('only a demo tells a page whose token to fetch', async () => {
  const real = pageRoutes({ demo: false });
  for (const [path, role] of [
    ['/studio?live=friday', 'host'],
    ['/console', 'admin'],
    ['/console?role=moderator', 'moderator'],
    ['/console?role=agent', 'admin'],
  ] as const) {
    const token = async (app: typeof real) =>
      /<script src="\/pages\/token.js"[^>]*>/.exec(await (await app.request(path)).text())?.[0];
    assert.doesNotMatch((await token(real))!, /demo/);
    assert.match((await token(inDemo()))!, new RegExp(`data-demo-role="${role}"`));
  }
});

test('the policy allows nothing inline and nobody to frame us', async () => {
  for (const path of ['/', '/studio?live=friday', '/console?live=friday']) {
    const answer = await inDemo().request(path);
    const policy = answer.headers.get('Content-Security-Policy')!;
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self';/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    const page = await answer.text();
    assert.doesNotMatch(page, /<style|style=|onclick|<script(?![^>]* src=)/);
  }
});

test('the studio may reach another media server where one is configured', async () => {
  const app = pageRoutes({ demo: false, connect: ['https://whip.example'] });
  assert.match(
    (await app.request('/studio')).headers.get('Content-Security-Policy')!,
    /connect-src 'self' https:\/\/whip\.example;/,
  );
});

test('the start page shows what to paste, and the demo’s links in a demo only', async () => {
  const demo = await (await inDemo().request('http://localhost:8787/')).text();
  assert.match(demo, /src="http:\/\/localhost:8787\/embed\/vitrine.js"/);
  assert.match(demo, /http:\/\/localhost:8788\/live\/friday/);
  const real = await (
    await pageRoutes({ demo: false, shopUrl: 'http://localhost:8788', publicUrl: 'https://live.example' }).request('/')
  ).text();
  assert.match(real, /src="https:\/\/live\.example\/embed\/vitrine.js"/);
  assert.doesNotMatch(real, /8788/);
});

test('the pages’ own files are served with their types', async () => {
  const app = inDemo();
  const types = {
    'token.js': /^text\/javascript/,
    'console.js': /^text\/javascript/,
    'pages.css': /^text\/css/,
    'icon.svg': /^image\/svg/,
  };
  for (const [file, type] of Object.entries(types)) {
    const answer = await app.request(`/pages/${file}`);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('Content-Type')!, type);
  }
  assert.equal((await app.request('/pages/../pages.ts')).status, 404);
});

test('every page speaks the language that its reader prefers', async () => {
  const read = async (path: string, accepted: string): Promise<[lang: string | undefined, chinese: boolean]> => {
    const page = await (await inDemo().request(path, { headers: { 'Accept-Language': accepted } })).text();
    return [/<html lang="([^"]+)"/.exec(page)?.[1], /\p{Script=Han}/u.test(page)];
  };
  for (const path of ['/', '/studio', '/studio?live=friday', '/console']) {
    assert.deepEqual(await read(path, 'zh-CN,zh;q=0.9,en;q=0.8'), ['zh-CN', true], path);
    assert.deepEqual(await read(path, 'en,zh;q=0.5'), ['en', false], path);
    assert.deepEqual(await read(path, 'de'), ['en', false], path);
  }
});

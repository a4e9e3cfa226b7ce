import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { FOLDERS } from '../pages/folders.ts';
import { demoShopApp } from './demo-shop.ts';
import { PRODUCTS } from './products.ts';

const server = 'http://localhost:8787';
const shop = () => demoShopApp({ server });
const get = (path: string, headers: Record<string, string> = {}) =>
  shop().request(`http://localhost:8788${path}`, { headers: { Host: 'localhost:8788', ...headers } });

test('every page names our origin and leaves no place unfilled', async () => {
  for (const path of ['/', '/live/friday', '/product?id=vintage-watch', '/nowhere']) {
    const page = await (await get(path)).text();
    assert.match(page, /data-server="http:\/\/localhost:8787"/, path);
    assert.doesNotMatch(page, /\{\{/, path);
  }
});

test('a show’s page has the two lines that a shop pastes', async () => {
  const page = await (await get('/live/friday')).text();
  assert.match(page, /<script type="module" src="http:\/\/localhost:8787\/embed\/vitrine.js"><\/script>/);
  assert.match(page, /<live-room live-id="friday"><\/live-room>/);
});

test('an address that cannot be a show’s is not found', async () => {
  const answer = await get(`/live/${encodeURIComponent('"><img src=x>')}`);
  assert.equal(answer.status, 404);
  assert.doesNotMatch(await answer.text(), /src=x/);
});

test('the shop’s policy is strict and lets in our origin only', async () => {
  const policy = (await get('/live/friday')).headers.get('Content-Security-Policy')!;
  assert.match(policy, /script-src 'self' http:\/\/localhost:8787;/);
  assert.match(policy, /connect-src 'self' http:\/\/localhost:8787 ws:\/\/localhost:8787;/);
  assert.match(policy, /style-src 'self';/);
  assert.doesNotMatch(policy, /unsafe/);
  for (const file of readdirSync(FOLDERS.demoShop).filter((name) => name.endsWith('.html'))) {
    const page = await (await get(file === 'index.html' ? '/' : `/${file.replace('.html', '')}`)).text();
    assert.doesNotMatch(page, /<style|style=|onclick|<script(?![^>]* src=)/, file);
  }
});

test('every product of the demo has its picture', async () => {
  for (const image of PRODUCTS.flatMap(({ images }) => images)) {
    const answer = await get(`/images/${image}`);
    assert.equal(answer.status, 200, image);
    assert.match(answer.headers.get('Content-Type')!, /^image\/svg/);
  }
});

test('only what a storefront hands out is served', async () => {
  for (const path of ['/package.json', '/index.html', '/../package.json', '/.git/config', '/images']) {
    assert.equal((await get(path)).status, 404, path);
  }
});

test('the demo shop answers this machine only', async () => {
  assert.equal((await get('/', { Host: 'shop.example' })).status, 403);
  assert.equal((await get('/', { 'X-Forwarded-For': '203.0.113.5' })).status, 403);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countEmojis, hostsIn, isAllowedHost } from './links.ts';

test('links are found however they are written', () => {
  const expected: Record<string, string> = {
    'see https://evil.example/a?b': 'evil.example',
    'HTTP://Evil.Example': 'evil.example',
    'go to www.evil.example now': 'evil.example',
    'cheap-bags.com has it': 'cheap-bags.com',
    'cheap。com': 'cheap.com',
    'ｃｈｅａｐ．ｃｏｍ': 'cheap.com',
    'cheap dot com': 'cheap.com',
    'cheap[.]com': 'cheap.com',
    'che\u200bap.com': 'cheap.com',
    't.me/scam': 't.me',
    'wa.me/123': 'wa.me',
    'weixin://dl/chat': 'dl',
    'mail a@cheap.shop': 'cheap.shop',
    '加我 cheap.vip 看看': 'cheap.vip',
  };

  for (const [text, host] of Object.entries(expected)) assert.deepEqual(hostsIn(text), [host], text);
});

test('what is no link is left alone', () => {
  const texts = [
    'hello',
    'v1.2.3',
    '3.50',
    'wait...what',
    'I like it.me too',
    'e.g. this',
    'U.S.A.',
    'node.js',
    '10:30',
    'and/or',
  ];

  assert.deepEqual(
    texts.filter((text) => hostsIn(text).length > 0),
    [],
  );
});

test('a host stands for itself and what is below it, not for what ends alike', () => {
  assert.equal(isAllowedHost('shop.example', ['shop.example']), true);
  assert.equal(isAllowedHost('www.shop.example', ['shop.example']), true);
  assert.equal(isAllowedHost('evilshop.example', ['shop.example']), false);
  assert.equal(isAllowedHost('shop.example.evil.com', ['shop.example']), false);
});

test('an emoji counts once, whatever it is made of', () => {
  assert.equal(countEmojis('no emoji, 1 2 #'), 0);
  assert.equal(countEmojis('👍👍🏽👨‍👩‍👧‍👦🇨🇳❤️'), 5);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BUILT_IN } from './built-in.ts';
import { INNOCENT, STOPPED } from './samples.ts';
import { WordFilter, type ListedWord } from './word-filter.ts';

const builtIn = new WordFilter(BUILT_IN);
const HAN = /\p{Script=Han}/u;
const block = (word: string, match: ListedWord['match'] = 'part'): ListedWord => ({ word, match, action: 'block' });
const allow = (word: string): ListedWord => ({ word, match: 'part', action: 'allow' });

test('both lists of samples are long enough, in English and in Chinese', () => {
  for (const samples of [STOPPED, INNOCENT]) {
    assert.ok(new Set(samples).size >= 150);
    const chinese = samples.filter((sample) => HAN.test(sample)).length;
    assert.ok(chinese >= 50 && samples.length - chinese >= 50);
  }
});

test('every disguised word is stopped', () => {
  assert.deepEqual(
    STOPPED.filter((text) => builtIn.judge(text) !== 'block'),
    [],
  );
});

test('every innocent text passes', () => {
  assert.deepEqual(
    INNOCENT.filter((text) => builtIn.judge(text) !== undefined),
    [],
  );
});

test('an innocent word saves only itself', () => {
  const filter = new WordFilter([block('cunt'), allow('scunthorpe')]);

  assert.equal(filter.judge('Scunthorpe'), undefined);
  assert.equal(filter.judge('Scunthorpe cunt'), 'block');
});

test('a shop takes a word of the built-in list back by allowing it', () => {
  const filter = new WordFilter([...BUILT_IN, allow('crap')]);

  assert.equal(builtIn.judge('crap'), 'block');
  assert.equal(filter.judge('crap'), undefined);
});

test('a word that stands alone is not looked for within others', () => {
  const filter = new WordFilter([block('ass', 'word'), block('bad')]);

  assert.equal(filter.judge('glass'), undefined);
  assert.equal(filter.judge('an ass'), 'block');
  assert.equal(filter.judge('badly'), 'block');
});

test('blocking outweighs holding', () => {
  const filter = new WordFilter([{ word: 'maybe', match: 'part', action: 'hold' }, block('never')]);

  assert.equal(filter.judge('maybe'), 'hold');
  assert.equal(filter.judge('maybe never'), 'block');
});

test('an empty list and an empty text are innocent', () => {
  assert.equal(new WordFilter([]).judge('anything'), undefined);
  assert.equal(new WordFilter([block('🙂')]).judge('🙂'), undefined);
  assert.equal(builtIn.judge(' \u200b '), undefined);
});

test('whatever a text is made of, it is judged', () => {
  const odd = ['a'.repeat(200), 'a '.repeat(100), '1!$@'.repeat(50), '妈 '.repeat(100), '\u0301'.repeat(200), '\ud83d', '***'];

  assert.deepEqual(
    odd.map((text) => builtIn.judge(text)),
    odd.map(() => undefined),
  );
});

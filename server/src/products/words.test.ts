import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import Libsql from 'libsql';
import { toIndex, toMatch } from './words.ts';

/** Whether a query finds a text, asked of the real index. */
function searcher() {
  const index = new Libsql(':memory:');
  index.exec(`create virtual table product_search using fts5(title, more, description, facets, content='', contentless_delete=1,
    prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'")`);
  const put = index.prepare(
    "insert or replace into product_search (rowid, title, more, description, facets) values (1, ?, '', '', '')",
  );
  const ask = index.prepare('select rowid from product_search where product_search match ?');
  return (text: string, query: string): boolean => {
    put.run(toIndex(text));
    const match = toMatch(query);
    return match !== undefined && ask.all(match).length === 1;
  };
}

test('any part of a Chinese, Japanese, Korean or Thai text finds it, and nothing else does', () => {
  const finds = searcher();
  for (const [text, query] of [
    ['复古手表', '手表'],
    ['复古手表', '复古'],
    ['复古手表', '古手'],
    ['复古手表', '表'],
    ['复古手表', '手'],
    ['复古手表', '复古 手表'],
    ['Vintage手表2024款', '手表'],
    ['Vintage手表2024款', 'vint 2024'],
    ['腕時計ケース', 'ケース'],
    ['ﾃﾚﾋﾞ', 'テレビ'],
    ['がくせい', 'がく'],
    ['손목시계', '시계'],
    ['นาฬิกาข้อมือ', 'ข้อมือ'],
    ['𠮷野家', '𠮷野'],
  ] as const)
    assert.ok(finds(text, query), `${query} in ${text}`);
  for (const [text, query] of [
    ['复古手表', '表手'],
    ['复古手表', '手古'],
    ['手套和表', '手表'],
    ['がくせい', 'かく'],
  ] as const)
    assert.ok(!finds(text, query), `${query} not in ${text}`);
});

test('a Latin word is found by its beginning, whatever its capitals and diacritics', () => {
  const finds = searcher();
  for (const [text, query] of [
    ['Café crème', 'cafe'],
    ['Cafe creme', 'CRÈ'],
    ['Smørrebrød', 'smorre'],
    ['Straße', 'STRASSE'],
    ['Łódź', 'lodz'],
    ['Ωμέγα', 'ωμεγα'],
    ['Ёлка', 'елка'],
    ['USB-C cable 2m', 'usb cab 2'],
    ['ｆｕｌｌ', 'full'],
  ] as const)
    assert.ok(finds(text, query), `${query} in ${text}`);
  assert.ok(!finds('Desk lamp', 'amp'));
  assert.ok(!finds('Desk lamp', 'desk chair'));
});

test('whatever is typed is no expression of the index', () => {
  const finds = searcher();
  for (const query of [
    '"',
    '*',
    'NEAR(',
    'title:lamp OR 1',
    'a"b',
    '-lamp',
    '^lamp',
    '{title}',
    'AND',
    "'; drop table x --",
    '\0',
  ])
    assert.doesNotThrow(() => finds('Desk lamp', query), query);
  assert.equal(toMatch(' "*() '), undefined);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (query) => {
      finds('Desk lamp', query);
    }),
  );
});

test('a text is found by itself', () => {
  const finds = searcher();
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => toMatch(text) === undefined || finds(text, text)),
    { numRuns: 500 },
  );
});

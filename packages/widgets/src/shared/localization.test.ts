import { expect, waitUntil } from '@open-wc/testing';
import { LOCALE_STATUS_EVENT, type LocaleStatusEventDetail, msg } from '@lit/localize';
import { formatClock } from './format.ts';
import { addStaffTexts, pageLocale, startLocalization } from './localization.ts';

it('speaks the language of the page, whatever the visitor’s browser speaks', () => {
  expect(pageLocale('en-GB', ['zh-CN'])).to.equal('en');
  expect(pageLocale('zh', ['en'])).to.equal('zh-CN');
  expect(pageLocale('zh-Hans-SG', ['en'])).to.equal('zh-CN');
  expect(pageLocale('ZH_cn', ['en'])).to.equal('zh-CN');
});

it('speaks English on a page in a language that it does not know', () => {
  expect(pageLocale('fr', ['zh-CN'])).to.equal('en');
});

it('speaks the visitor’s language on a page that does not say its own', () => {
  expect(pageLocale('', ['fr', 'zh-TW', 'en'])).to.equal('zh-CN');
  expect(pageLocale('', ['fr'])).to.equal('en');
});

it('follows the page when it changes its language', async () => {
  let locale: string | undefined;
  addEventListener(LOCALE_STATUS_EVENT, ({ detail }) => {
    const now = detail as LocaleStatusEventDetail;
    if (now.status === 'ready') locale = now.readyLocale;
  });
  const before = document.documentElement.lang;
  document.documentElement.lang = 'en';
  await startLocalization();
  document.documentElement.lang = 'zh-CN';
  await waitUntil(() => locale === 'zh-CN');
  expect(formatClock(2 * 86_400_000)).to.equal('2天 00:00:00');
  document.documentElement.lang = 'en';
  await waitUntil(() => locale === 'en');
  document.documentElement.lang = before;
});

it('brings the texts of hosts and staff only once an element of theirs is there, and tells the page', async () => {
  const before = document.documentElement.lang;
  document.documentElement.lang = 'zh-CN';
  await startLocalization();
  await waitUntil(() => msg('Close') === '关闭');
  expect(msg('Go live')).to.equal('Go live');

  const told = new Promise((resolve) => addEventListener(LOCALE_STATUS_EVENT, resolve, { once: true }));
  addStaffTexts();
  await told;

  expect(msg('Go live')).to.equal('开播');
  document.documentElement.lang = before;
});

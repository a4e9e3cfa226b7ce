import { expect, fixture, html } from '@open-wc/testing';
import { formatClock, formatCount, formatDate, formatMoney, localeOf } from './format.ts';

describe('format', () => {
  it('writes money in the smallest unit of its currency', () => {
    expect(formatMoney({ amount: 9900, currency: 'USD' }, 'en')).to.equal('$99.00');
    expect(formatMoney({ amount: 9900, currency: 'JPY' }, 'en')).to.equal('¥9,900');
    expect(formatMoney({ amount: 9900, currency: 'KWD' }, 'en')).to.include('9.900');
    expect(formatMoney({ amount: 123_456_700, currency: 'EUR' }, 'de')).to.match(/1\.234\.567,00\s€/);
  });

  it('keeps the letters and the sign of a currency together where a page is read from right to left', async () => {
    const price = formatMoney({ amount: 9900, currency: 'USD' }, 'ar');
    const line = await fixture(html`<p dir="rtl">${price}</p>`);
    const leftOf = (letter: string): number => {
      const range = document.createRange();
      const text = document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode()!;
      const at = text.nodeValue!.indexOf(letter);
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect().left;
    };
    expect(leftOf('U')).to.be.below(leftOf('$'));
  });

  it('shortens large numbers only', () => {
    expect(formatCount(9999, 'en')).to.equal('9,999');
    expect(formatCount(12_345, 'en')).to.equal('12.3K');
    expect(formatCount(999, 'zh-CN')).to.equal('999');
    expect(formatCount(1000, 'zh-CN')).to.equal('1,000');
  });

  it('writes small numbers in the digits of the language', () => {
    expect(formatCount(42, 'ar-EG')).to.equal('٤٢');
    expect(formatCount(42, 'en-GB')).to.equal('42');
  });

  it('writes clocks that never go below zero', () => {
    expect(formatClock(-5)).to.equal('0:00');
    expect(formatClock(61_000)).to.equal('1:01');
    expect(formatClock(3_723_000)).to.equal('1:02:03');
    expect(formatClock(2 * 86_400_000 + 3_600_000)).to.equal('2d 01:00:00');
  });

  it('writes dates as the language does, also where it does so by hand', () => {
    const lengths = {
      weekday: { weekday: 'short' },
      date: { day: 'numeric', month: 'short' },
      full: { weekday: 'long', day: 'numeric', month: 'long' },
    } as const;
    for (const locale of ['en', 'en-US', 'zh', 'zh-CN', 'zh-Hans', 'en-GB', 'zh-TW', 'de']) {
      // 8:00 PM, but 08:00 where no AM or PM follows.
      const clock = { hour: /^zh(-(CN|Hans))?$/.test(locale) ? '2-digit' : 'numeric', minute: '2-digit' } as const;
      const times = Array.from({ length: /^(en|zh)(-(US|CN|Hans))?$/.test(locale) ? 1_000 : 2 }, (_, i) => 9 * i);
      for (const [length, options] of Object.entries(lengths)) {
        const known = new Intl.DateTimeFormat(locale, { ...options, ...clock });
        for (const hours of times) {
          const time = new Date(2026, 0, 1, hours, hours % 60).getTime();
          expect(formatDate(time, locale, length as keyof typeof lengths)).to.equal(known.format(time));
        }
      }
    }
  });

  it('finds the language across shadow roots and passes over one that is none', async () => {
    const host = await fixture<HTMLElement>(html`<section lang="zh-CN"><div lang="???"></div></section>`);
    const inner = host.firstElementChild!.attachShadow({ mode: 'open' }).appendChild(document.createElement('p'));
    expect(localeOf(inner)).to.equal('zh-CN');
  });
});

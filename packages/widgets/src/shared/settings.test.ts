import { expect } from '@open-wc/testing';
import { serverOf, tokenSource } from './settings.ts';

function meta(name: string, content: string): void {
  document.head.append(Object.assign(document.createElement('meta'), { name, content }));
}

describe('settings', () => {
  afterEach(() => {
    globalThis.vitrine = undefined;
    for (const element of document.head.querySelectorAll('meta[name^="vitrine"]')) element.remove();
  });

  it('takes the server from the element, else from the page, else from the script', () => {
    expect(serverOf({})).to.equal(location.origin);
    globalThis.vitrine = { server: 'https://script.example/' };
    expect(serverOf({})).to.equal('https://script.example');
    meta('vitrine-server', 'https://meta.example/shop/');
    expect(serverOf({})).to.equal('https://meta.example/shop');
    expect(serverOf({ server: 'https://own.example' })).to.equal('https://own.example');
  });

  it('lets visitors be guests where the shop says nothing', () => {
    expect(tokenSource()).to.equal(undefined);
  });

  it('takes the token from the shop’s own function', async () => {
    globalThis.vitrine = { token: async () => 'from-function' };
    expect(await tokenSource()!()).to.equal('from-function');
  });

  it('fetches the token from an address of the shop, as text or as JSON', async () => {
    meta('vitrine-token-url', 'data:text/plain,from-meta');
    expect(await tokenSource()!()).to.equal('from-meta');
    const json = `data:application/json,${encodeURIComponent('{"token":"from-json"}')}`;
    expect(await tokenSource({ tokenUrl: json })!()).to.equal('from-json');
  });
});

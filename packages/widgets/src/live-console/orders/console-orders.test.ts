import { expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { HOSTILE_URLS } from '@vitrine/core/testing/hostile-urls.ts';
import { NAUGHTY_STRINGS } from '@vitrine/core/testing/naughty-strings.ts';
import { expectInert, setTrap } from '../../shared/hostile-testing.ts';
import { show } from '../../shared/testing.ts';
import { sell } from '../console.story.ts';
import { asked, button, find, one, press, rows, said, setUp } from '../console-testing.ts';
import type { LiveConsole } from '../live-console.ts';

describe('orders in the console', () => {
  it('ships and delivers', async () => {
    const { element } = await setUp('orders', 'show=paid', { role: 'admin' }, sell);
    (await find(element, 'td .link')).click();
    await press(element, 'Ship…');
    (await find<HTMLInputElement>(element, '[name="carrier"]')).value = 'DHL';
    (await find<HTMLInputElement>(element, '[name="tracking"]')).value = '0034';
    (await find<HTMLInputElement>(element, '[name="url"]')).value = 'https://dhl.example/0034';
    await press(element, 'Note the parcel', 'It has arrived');
    expect((await find(element, '.head .state')).textContent).to.equal('Delivered');
    expect((await find<HTMLAnchorElement>(element, '.parcels a')).href).to.equal('https://dhl.example/0034');
  });

  it('refunds what the buyer asks for, by line, once', async () => {
    const scene = await setUp('orders', 'show=refund', { role: 'admin' }, sell);
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'Give it back…');
    const way = await find<HTMLInputElement>(scene.element, '[name="way"]:checked');
    expect((way.getRootNode() as ShadowRoot).activeElement, 'what has the focus').to.equal(way);
    (await find<HTMLInputElement>(scene.element, '[name="restock"]')).click();
    await press(scene.element, 'Give it back');
    const [refund, ...others] = asked(scene, 'POST', /\/refund$/);
    expect(others).to.deep.equal([]);
    expect(refund?.body).to.deep.equal({ lines: [{ skuId: 's-lamp', quantity: 1 }], restock: true });
    expect(refund?.idempotencyKey).to.have.length.greaterThan(10);
    expect((await find(scene.element, 'table')).textContent).to.match(/Given back\s+\$59\.00/);
  });

  it('gives money back once, though the first answer was lost, and says that it may have gone already', async () => {
    const scene = await setUp('orders', 'show=refund', { role: 'admin' }, sell);
    const found = scene.stage.lose('POST /orders/*/refund');
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'Give it back…', 'Give it back');
    await waitUntil(() => said(scene.element).includes('may be on its way'));
    found();
    await waitUntil(() => one(scene.element, 'table')?.textContent.includes('Given back'));
    await press(scene.element, 'Give money back…');
    (await find<HTMLInputElement>(scene.element, '[value="amount"]')).click();
    (await find<HTMLInputElement>(scene.element, 'input[name="amount"]')).value = '20.50';
    await press(scene.element, 'Give it back');
    await waitUntil(() => said(scene.element).includes('had arrived'));
    expect((await find(scene.element, 'table')).textContent).to.match(/Given back\s+\$59\.00/);
  });

  it('shows what is on its way back, and gives no more than is left beside it', async () => {
    const scene = await setUp('orders', 'show=refund', { role: 'admin' }, async (made) => {
      await sell(made);
      made.stage.desk.refundsWait = true;
    });
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'Give it back…', 'Give it back');
    await waitUntil(() => one(scene.element, 'table')?.textContent.match(/On its way back\s+\$59\.00/));
    expect(one(scene.element, 'table')!.textContent).not.to.include('Given back');
    await press(scene.element, 'Give money back…');
    expect((await find(scene.element, 'dialog')).textContent).to.include('All that is left: $75.80');
    (await find<HTMLInputElement>(scene.element, '[value="amount"]')).click();
    (await find<HTMLInputElement>(scene.element, 'input[name="amount"]')).value = '75.81';
    (await button(scene.element, 'Give it back')).click();
    expect((await find(scene.element, 'dialog .error')).textContent).to.include('more than is left');
  });

  it('takes no amount that is none, or more than is left', async () => {
    const scene = await setUp('orders', 'show=refund', { role: 'admin' }, sell);
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'Give it back…');
    (await find<HTMLInputElement>(scene.element, '[value="amount"]')).click();
    for (const text of ['', '-1', '1.234', '1e3', 'NaN', '999.01', ...NAUGHTY_STRINGS.slice(0, 40)]) {
      (await find<HTMLInputElement>(scene.element, 'input[name="amount"]')).value = text;
      (await button(scene.element, 'Give it back')).click();
    }
    expect((await find(scene.element, 'dialog .error')).textContent).to.match(/amount|left/);
    expect(asked(scene, 'POST', /\/refund$/)).to.deep.equal([]);
    (await find<HTMLInputElement>(scene.element, 'input[name="amount"]')).value = '20.50';
    await press(scene.element, 'Give it back');
    expect(asked(scene, 'POST', /\/refund$/)[0]?.body).to.deep.equal({ amount: 2050, restock: false });
  });

  it('declines with an answer, and takes a mark off', async () => {
    const scene = await setUp('orders', 'show=refund', { role: 'admin' }, sell);
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'Decline…');
    (await find<HTMLTextAreaElement>(scene.element, '[name="answer"]')).value = 'It was worn.';
    await press(scene.element, 'Decline');
    await waitUntil(() => one(scene.element, '.card')?.textContent.includes('You declined'));
    await press(scene.element, 'All orders', 'Does not add up');
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'I have looked at it');
    expect(scene.stage.desk.flagged.size).to.equal(0);
  });

  it('asks before it cancels', async () => {
    const scene = await setUp('orders', 'show=reserved', { role: 'admin' }, sell);
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'Cancel the order…', 'Cancel');
    expect(asked(scene, 'POST', /\/cancel$/)).to.deep.equal([]);
    await press(scene.element, 'Cancel the order…', 'Cancel the order');
    expect(asked(scene, 'POST', /\/cancel$/)).to.have.length(1);
  });

  it('says why the list cannot be read, and reads it again', async () => {
    const scene = createSimulatedRoom({ role: 'admin' });
    await sell(scene);
    const undo = scene.stage.fail('GET /orders', 'offline');
    const element = await show<LiveConsole>(html`<live-console .room=${scene.room} section="orders"></live-console>`);
    expect((await find(element, '.notice[role="alert"]')).textContent).to.include('No connection');
    undo();
    await press(element, 'Try again');
    await waitUntil(() => rows(element).length === 5);
  });
});

describe('hostile texts and addresses in the orders of the console', () => {
  setTrap();

  it('stand in an order, its wish and its parcels as they went in', async () => {
    const text = '"><img src=x onerror=alert(1)>\u202e';
    const { element } = await setUp('orders', 'show=refund', { role: 'admin' }, async (scene) => {
      const [id = ''] = await sell(scene);
      const address = { name: text, line1: text, city: text, country: 'ES' };
      scene.stage.changeOrder(id, { address, refundRequest: { status: 'open', reason: text, at: 1 } });
      scene.stage.shipOrder(id, { carrier: text, tracking: text });
    });
    (await find(element, 'td .link')).click();
    const order = await find(element, 'live-console-order');
    await waitUntil(() => order.shadowRoot!.textContent.split(text).length === 7);
    await expectInert(order);
  });

  it('are refused as the link of a parcel', async () => {
    const scene = await setUp('orders', 'show=paid', { role: 'admin' }, sell);
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'Ship…');
    (await find<HTMLInputElement>(scene.element, '[name="carrier"]')).value = 'X';
    (await find<HTMLInputElement>(scene.element, '[name="tracking"]')).value = '1';
    for (const url of HOSTILE_URLS) {
      (await find<HTMLInputElement>(scene.element, '[name="url"]')).value = url;
      (await button(scene.element, 'Note the parcel')).click();
    }
    expect(asked(scene, 'POST', /shipments$/)).to.deep.equal([]);
  });
});

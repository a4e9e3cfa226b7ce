import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import type { ShowEvent } from '../events.ts';
import { hostFlyingChoice } from '../live-room/flying-choice.ts';
import { devices, onAir, open } from './studio-testing.ts';

describe('<live-studio>', () => {
  it('goes live only with a picture or a sound', async () => {
    const { button, room } = await open();
    expect((await button('Go live')).disabled).to.equal(true);

    await room.device.openLocalMicrophone();
    await waitUntil(async () => !(await button('Go live')).disabled);
  });

  it('goes on air and says so', async () => {
    const { studio, press, says, button, asked, stage, text } = await open();
    await press('Allow camera and microphone');
    await button('Mute microphone');

    setTimeout(() => void press('Go live'));
    const { liveId } = (await oneEvent(studio, 'live-started')) as Event as ShowEvent;

    expect(liveId).to.equal(studio.room!.liveId);
    await says('On air');
    await says('1,800 kbps');
    expect(asked('POST', '/start')).to.have.length(1);
    stage.audience(4321);
    await says('4,321');
    expect(text()).not.to.include('Before you go live');
  });

  it('says why it could not go on air and stays off', async () => {
    const { stage, press, button, says, room } = await open();
    stage.fail('POST /lives/*/start', 'forbidden');
    await press('Allow camera and microphone');
    await button('Mute microphone');

    await press('Go live');

    await says('This account may not host this show.');
    await says('Off air');
    expect(room.broadcast.state).to.equal('off');
  });

  it('takes a show up again that is live already', async () => {
    const { press, asked, button } = await open({ live: { status: 'live', onAir: false } });
    await press('Allow camera and microphone');

    await press('Resume the show');
    await button('End');

    expect(asked('POST', '/start')).to.deep.equal([]);
  });

  it('leaves no track running when removed', async () => {
    const { studio, room, asked } = await onAir();

    studio.remove();

    await waitUntil(() => devices.opened.every(({ readyState }) => readyState === 'ended'), 'a track still runs', {
      timeout: 3000,
    });
    expect(room.broadcast.state).to.equal('off');
    expect(asked('POST', '/end')).to.deep.equal([]);
  });

  it('stays on air when it is moved in the page', async () => {
    const { studio, room, inside } = await onAir();
    const elsewhere = await fixture(html`<div></div>`);

    studio.remove();
    await new Promise((resolve) => setTimeout(resolve, 100));
    elsewhere.append(studio);
    await new Promise((resolve) => setTimeout(resolve, 1300));

    expect(room.broadcast.state).to.equal('live');
    expect((inside('video')[0] as HTMLVideoElement).paused).to.equal(false);
  });

  it('says when the room reconnects and when the picture does', async () => {
    const { stage, says } = await onAir();

    stage.setState('recovering');
    await says('Reconnecting to the room…');
    stage.setPublication('reconnecting');
    await says('Reconnecting…');
  });

  it('keeps its panels below the picture on a phone until one is tapped', async () => {
    const { button, press, find } = await onAir({ width: 390 });
    expect(find('Pop up Paper lamp')).to.equal(undefined);

    await press('Products');
    await button('Pop up Paper lamp');

    await press('Panels');
    await waitUntil(() => !find('Pop up Paper lamp'));
  });
});

describe('is accessible', () => {
  it('before the show', async () => {
    const { studio, button } = await open();
    await button('Edit');
    await expect(studio).to.be.accessible();
  });

  it('on air, with a product popped up', async () => {
    const { studio, press, says } = await onAir();
    await press('Pop up Paper lamp');
    await says('Explaining now');
    await expect(studio).to.be.accessible();
  });

  it('with every dialog', async () => {
    const { studio, press } = await onAir();
    await press('Devices');
    await expect(studio).to.be.accessible();
    await press('Close');
    await press('Add');
    await expect(studio).to.be.accessible();
    await press('Close');
    await press('Keyboard');
    await expect(studio).to.be.accessible();
    await press('Close');
    await press('End');
    await expect(studio).to.be.accessible();
  });

  it('with the way to OBS and with the demo reel', async () => {
    const { studio, press, says } = await open();
    await press('Use the demo reel');
    await says('Music of the demo reel');
    await expect(studio).to.be.accessible();
    await press('Stream with OBS');
    await press('Make a new key');
    await expect(studio).to.be.accessible();
    studio.room!.device.stopReel();
  });

  it('with orders', async () => {
    const { studio, room, says } = await onAir();
    await room.orders.place({ items: [{ skuId: 's-mug', quantity: 1 }] }, 'one');
    await says('waiting for payment');
    await expect(studio).to.be.accessible();
  });

  it('when it is refused, in light colours too', async () => {
    const { studio, says } = await open({ role: 'viewer' });
    await says('This account may not host this show.');
    await expect(studio).to.be.accessible();
    studio.style.colorScheme = 'light';
    await expect(studio).to.be.accessible();
  });
});

describe('messages over the host’s own picture', () => {
  afterEach(() => {
    hostFlyingChoice.wanted = false;
    localStorage.removeItem('vitrine.studio-flying');
  });

  it('fly once the host wants it, and the next time too', async () => {
    const { inside, press } = await open();
    await waitUntil(() => inside('[aria-label="Show flying messages over your picture"]').length === 1);
    expect(inside('flying-barrage')).to.have.length(0);
    await press('Show flying messages over your picture');
    await waitUntil(() => inside('flying-barrage')[0]?.shadowRoot, 'messages fly');
    expect(localStorage.getItem('vitrine.studio-flying')).to.equal('on');

    const again = await open();
    await waitUntil(() => again.inside('flying-barrage').length === 1);
    await again.press('Stop flying messages over your picture');
    await waitUntil(() => again.inside('flying-barrage').length === 0);
    expect(localStorage.getItem('vitrine.studio-flying')).to.equal('off');
  });

  it('do not where the system wants less motion', async () => {
    hostFlyingChoice.wanted = true;
    const real = globalThis.matchMedia;
    globalThis.matchMedia = (query) => real(query.includes('reduced-motion') ? 'all' : query);
    try {
      const { inside } = await open();
      await waitUntil(() => inside('[part~="go-live"], live-studio-controls button').length > 0);
      expect(inside('flying-barrage')).to.have.length(0);
      expect(inside('[aria-label*="flying"]')).to.have.length(0);
    } finally {
      globalThis.matchMedia = real;
    }
  });
});

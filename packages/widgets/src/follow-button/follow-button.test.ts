import { expect, html } from '@open-wc/testing';
import { createSimulatedRoom, type SimulatedRoomOptions } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { arrival, eventOf, part, settle, show, textOf } from '../shared/testing.ts';
import './define.ts';
import type { FollowButton } from './follow-button.ts';

async function setUp(options?: SimulatedRoomOptions) {
  const { room, stage } = createSimulatedRoom(options);
  const element = await show<FollowButton>(html`<follow-button .room=${room}></follow-button>`);
  return { room, stage, element };
}

describe('<follow-button>', () => {
  it('follows the host, and no longer, and counts', async () => {
    const { element } = await setUp();
    expect(part(element, 'count')!.textContent).to.equal('312');
    await expect(element).to.be.accessible();
    const { hostId } = await eventOf(element, 'live-followed', () => part(element, 'button')!.click());
    await settle();
    expect(hostId).to.equal('host-1');
    expect(part(element, 'button')!.textContent).to.include('Following');
    expect(part(element, 'count')!.textContent).to.equal('313');
    await arrival(element);
    await expect(element).to.be.accessible();
    await eventOf(element, 'live-unfollowed', () => part(element, 'button')!.click());
    await settle();
    expect(part(element, 'count')!.textContent).to.equal('312');
  });

  it('says with a sign alone, where there is little room, what it says in words', async () => {
    const { element } = await setUp();
    const words = part(element, 'button')!.querySelector('span')!;
    expect(words.offsetWidth).to.be.greaterThan(1);
    element.compact = true;
    await settle();
    expect(words.offsetWidth).to.equal(1);
    expect(words.textContent).to.equal('Follow');
    const { width, height } = part(element, 'button')!.getBoundingClientRect();
    expect([width, height]).to.deep.equal([36, 36]);
    await expect(element).to.be.accessible();
  });

  it('asks guests to sign in', async () => {
    const { element } = await setUp({ role: 'guest' });
    part(element, 'button')!.click();
    await settle();
    expect(part(element, 'error')!.textContent).to.include('Sign in');
    await expect(element).to.be.accessible();
  });

  it('lets the shop do it its own way, and looks what came of it', async () => {
    const { stage, element } = await setUp();
    element.addEventListener('live-before-follow', (event) => event.respondWith(Promise.resolve()));
    await eventOf(element, 'live-followed', () => part(element, 'button')!.click());
    expect(stage.requests.filter(({ method }) => method === 'PUT')).to.have.length(0);
    expect(stage.requests.filter(({ path }) => path === '/users/host-1')).to.have.length(2);
  });

  it('takes no place for the host, and where the shop does not know the host', async () => {
    expect(textOf((await setUp({ role: 'host' })).element)).to.equal('');
    const { room, stage } = createSimulatedRoom();
    stage.fail('GET /users/*', 'not-found');
    expect(textOf(await show(html`<follow-button .room=${room}></follow-button>`))).to.equal('');
  });
});

import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { part, settle } from '../shared/testing.ts';
import { setUp } from './room-testing.ts';
import type { LiveRoomElement } from './live-room.ts';

describe('the header of <live-room>', () => {
  it('keeps host, follow button and viewers in one row, and the button’s place from the beginning', async () => {
    const live = { hostName: 'Maximiliana Featherstonehaugh', title: 'The long evening of everything', audienceCount: 123_456 };
    for (const width of [390, 320]) {
      const { find } = await setUp(width, 'ltr', { live });
      const unknown = await setUp(width, 'ltr', { live }, (stage) => stage.fail('GET /users/*', 'not-found'));
      const button = part(find('follow-button'), 'button')!.getBoundingClientRect();
      const host = find('.host').getBoundingClientRect();
      expect(unknown.find('follow-button').shadowRoot!.querySelector('button')).to.equal(null);
      expect(button.right).to.be.within(host.right - 12, host.right);
      expect(button.left).to.be.greaterThan(find('.names').getBoundingClientRect().right);
      expect(find('.badges').getBoundingClientRect().left).to.be.greaterThan(host.right);
      expect(find('.badges').getBoundingClientRect().right).to.be.lessThan(width - 44);
      for (const place of ['.names', '.badges']) {
        const { left, width: size } = find(place).getBoundingClientRect();
        const before = unknown.find(place).getBoundingClientRect();
        expect([left, size]).to.deep.equal([before.left, before.width]);
      }
    }
  });

  it('leaves a phone’s width to the title, whatever stands beside it', async () => {
    const { find } = await setUp(390, 'ltr', { live: { title: 'Friday evening table', audienceCount: 1280 } });
    const title = find('.names span bdi');
    expect(title.scrollWidth).to.be.at.most(title.clientWidth);
  });

  it('keeps the badges clear of the player’s buttons at every width', async () => {
    for (const width of [320, 390, 600, 700, 1280]) {
      const { element, find } = await setUp(width);
      const controls = () => part(find('live-player'), 'controls');
      await waitUntil(controls, 'the picture never ran');
      const badges = find('.badges').getBoundingClientRect();
      const buttons = controls()!.getBoundingClientRect();
      expect(badges.right, String(width)).to.be.at.most(buttons.left);
      element.remove();
    }
  });

  it('shows the host’s notice on one line, and all of it after a press', async () => {
    const { element, find, room } = await setUp(390);
    await room.liveList.updateLiveInfo({ notice: 'Free shipping tonight. '.repeat(12) });
    await settle();
    const notice = find('[part="notice"]');
    const small = notice.offsetHeight;
    expect(notice.textContent).to.include('Free shipping tonight');
    notice.click();
    await element.updateComplete;
    expect(notice.getAttribute('aria-expanded')).to.equal('true');
    expect(notice.offsetHeight).to.be.greaterThan(small + 20);
    await expect(element).to.be.accessible();

    await room.liveList.updateLiveInfo({ notice: '' });
    await settle();
    expect(find('[part="notice"]')).to.equal(null);
  });

  it('does not let a long name or title leave the box', async () => {
    for (const width of [320, 390, 1280]) {
      const { room } = createSimulatedRoom({
        live: { hostName: 'A very long name of a host '.repeat(5), title: 'Titleswithoutanyspaceatall'.repeat(5) },
      });
      const box = document.createElement('div');
      box.style.width = `${width}px`;
      const element = await fixture<LiveRoomElement>(html`<live-room .room=${room}></live-room>`, { parentNode: box });
      await settle();
      const host = element.shadowRoot!.querySelector('.host')!.getBoundingClientRect();
      const frame = element.shadowRoot!.querySelector('.player')!.getBoundingClientRect();
      expect(host.right, `${width}`).to.be.lessThan(frame.right - 44);
    }
  });
});

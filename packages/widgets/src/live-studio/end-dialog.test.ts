import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import { devices, onAir } from './studio-testing.ts';

describe('the end of a show', () => {
  it('asks before ending', async () => {
    const { press, asked, room, button } = await onAir();

    await press('End');
    await press('Keep going');
    expect(room.broadcast.state).to.equal('live');

    await press('End');
    await press('End the show');
    expect(room.broadcast.state).to.equal('off');
    expect(asked('POST', '/end')).to.deep.equal([]);
    await button('Undo');
  });

  it('goes on after an end that was undone', async () => {
    const { press, asked, room, button } = await onAir();
    await press('End');
    await press('End the show');

    await press('Undo');
    await button('End');

    expect(room.broadcast.state).to.equal('live');
    expect(asked('POST', '/end')).to.deep.equal([]);
  });

  it('ends the show and lets the camera go', async () => {
    const { studio, press, says, asked } = await onAir();
    await press('End');
    await press('End the show');

    setTimeout(() => void press('End now'));
    await oneEvent(studio, 'live-ended');

    await says('The show has ended');
    expect(asked('POST', '/end')).to.have.length(1);
    await waitUntil(() => devices.opened.every(({ readyState }) => readyState === 'ended'), 'a track still runs');
  });

  it('shows an end that came from elsewhere', async () => {
    const { stage, says, room } = await onAir();

    stage.live('ended');

    await says('The show has ended');
    expect(room.broadcast.state).to.equal('off');
  });
});

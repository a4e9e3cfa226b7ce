import { expect, waitUntil } from '@open-wc/testing';
import { open } from './studio-testing.ts';

describe('the way to OBS', () => {
  it('tells how to send a picture from OBS, and shows the key only when asked', async () => {
    const { press, says, inside, room, stage, find, button } = await open();
    const code = () => inside('code').map((each) => each.textContent);

    await press('Stream with OBS');
    await waitUntil(() => find('Copy the key')?.disabled === false);
    expect(code()).to.deep.equal([`${room.server}/whip/${room.liveId}`, '•'.repeat(16)]);
    inside('input[type=checkbox]')
      .find((box) => box.checkVisibility())!
      .click();
    await waitUntil(() => code()[1] === 'simulated-stream-key');

    await says('Waiting for your picture…');
    stage.onAir(true);
    await says('Your picture arrives.');
    await press('Start the show');
    await waitUntil(() => room.liveList.currentLive?.status === 'live');
    await button('End');
  });

  it('says where the stream key stands why it could not be read, and reads it again when asked to', async () => {
    const { press, says, text, stage, find } = await open();
    const mend = stage.fail('GET /lives/*/stream-key', 'unavailable');
    await press('Stream with OBS');
    await says('Something is not working on our side');
    mend();
    await press('Try again');
    await waitUntil(() => find('Copy the key')?.disabled === false);
    expect(text()).not.to.include('Something is not working');
  });

  it('makes a new stream key only after asking', async () => {
    const { press, inside, asked, says } = await open();
    await press('Stream with OBS');

    await press('Make a new key');
    await says('The old one stops working at once');
    await press('Keep the key');
    expect(asked('POST', '/stream-key')).to.deep.equal([]);

    await press('Make a new key');
    await press('Make a new key');
    await waitUntil(() => asked('POST', '/stream-key').length === 1);
    expect(inside('code')[1]?.textContent).not.to.include('simulated');
  });
});

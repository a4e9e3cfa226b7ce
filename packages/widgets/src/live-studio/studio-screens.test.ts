import { expect } from '@open-wc/testing';
import { open } from './studio-testing.ts';

describe('in place of the studio', () => {
  it('opens for nobody but the host', async () => {
    const { says, find } = await open({ role: 'viewer' });

    await says('This account may not host this show.');
    expect(find('Go live')).to.equal(undefined);
  });

  it('waits with a skeleton until the room is known', async () => {
    const { says, button, stage, find } = await open({ state: 'connecting' });
    if (!find('Go live')) await says('Opening the studio…');

    stage.setState('open');
    await button('Go live');
  });

  it('says why it does not open yet, and tries again when asked', async () => {
    let undo = () => {};
    const { says, press, button, room } = await open({
      state: 'connecting',
      before: (stage) => (undo = stage.fail('GET /lives/*', 'offline')),
    });
    void room.liveList.joinLive();
    await says('The studio does not open yet.');
    await says('No connection.');

    undo();
    await press('Try again');
    await button('Go live');
  });
});

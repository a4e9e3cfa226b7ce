import { expect, waitUntil } from '@open-wc/testing';
import { devices, onAir, open } from './studio-testing.ts';

describe('the studio’s devices', () => {
  it('shows the host’s picture after one question to the browser', async () => {
    const { press, inside, room, button } = await open();

    await press('Allow camera and microphone');
    await button('Mute microphone');
    await waitUntil(() => inside('video').some((video) => (video as HTMLVideoElement).videoWidth > 0), 'no picture', {
      timeout: 5000,
    });

    expect(room.device.cameraStatus).to.equal('on');
    expect(room.device.microphoneStatus).to.equal('on');
    expect((inside('video')[0] as HTMLVideoElement).muted).to.equal(true);
  });

  it('opens nothing before it is asked to', async () => {
    const { button } = await open();
    await button('Allow camera and microphone');

    expect(devices.opened).to.deep.equal([]);
  });

  it('says why the camera cannot be opened', async () => {
    const { press, says, button } = await open();
    devices.refuse('NotAllowedError');

    await press('Allow camera and microphone');

    await says('Camera: The browser blocks camera or microphone.');
    devices.allow();
    await press('Try again');
    await button('Mute microphone');
  });

  it('tells of a camera that was unplugged', async () => {
    const { room, says } = await onAir();
    devices.refuse('NotFoundError');

    const { videoTrack } = room.device;
    videoTrack!.stop();
    videoTrack!.dispatchEvent(new Event('ended'));

    await says('was unplugged');
    expect(room.broadcast.state).to.equal('live');
  });

  it('shares the screen in place of the camera until the browser ends it', async () => {
    const { press, says, room, button } = await onAir();
    const [screen] = document.createElement('canvas').captureStream().getVideoTracks();
    navigator.mediaDevices.getDisplayMedia = async () => new MediaStream([screen!]);

    await press('Share screen');
    await says('Viewers see your screen');
    expect(room.device.videoTrack).to.equal(screen);

    screen!.stop();
    screen!.dispatchEvent(new Event('ended'));
    await says('Viewers see your camera again.');
    await button('Share screen');
  });

  it('goes live with the demo reel where there is no camera', async () => {
    const { press, says, room, inside, button } = await open();

    await press('No camera? Use the demo reel');
    await says('Music of the demo reel');
    await waitUntil(() => (inside('video')[0] as HTMLVideoElement | undefined)?.videoWidth === 720, 'no picture', {
      timeout: 5000,
    });
    await press('Go live');
    await button('End');

    expect(devices.opened).to.deep.equal([]);
    const { videoTrack, audioTrack } = room.device;
    room.device.reset();
    expect([videoTrack?.readyState, audioTrack?.readyState]).to.deep.equal(['ended', 'ended']);
  });
});

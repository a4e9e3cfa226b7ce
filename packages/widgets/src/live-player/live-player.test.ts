import { expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { eventOf, part, settle, show, textOf } from '../shared/testing.ts';
import './define.ts';
import type { LivePlayer } from './live-player.ts';
// Here already, so that what is said instead of a picture needs no waiting for.
import './screens.ts';

async function setUp(live: Parameters<typeof createSimulatedRoom>[0] = {}) {
  const { room, stage } = createSimulatedRoom(live);
  const player = await show<LivePlayer>(html`<live-player .room=${room} muted></live-player>`);
  return { room, stage, player };
}

const playing = (player: LivePlayer) => waitUntil(() => player.state === 'playing', 'it should play', { timeout: 5000 });

const says = (player: LivePlayer, words: string) => waitUntil(() => textOf(player).includes(words), `it should say: ${words}`);

describe('<live-player>', () => {
  it('plays a live by itself and says so', async () => {
    const { room } = createSimulatedRoom();
    const player = document.createElement('live-player');
    player.room = room;
    player.muted = true;
    const told = await eventOf(player, 'live-playing', () => document.body.append(player));

    expect(told.liveId).to.equal(room.liveId);
    expect(player.getAttribute('state')).to.equal('playing');
    expect(player.matches(':state(playing)')).to.equal(true);
    await expect(player).to.be.accessible();
    player.remove();
  });

  it('keeps its box before there is anything to show', async () => {
    const player = await show<LivePlayer>(html`<live-player></live-player>`);
    const { width, height } = player.getBoundingClientRect();
    expect(height).to.be.closeTo((width * 16) / 9, 1);
    expect(player.state).to.equal('loading');
    await expect(player).to.be.accessible();
  });

  it('counts down to a scheduled live, and starts when the host does', async () => {
    const { stage, player } = await setUp({ live: { status: 'scheduled', onAir: false, startsAt: Date.now() + 3_725_000 } });
    await waitUntil(() => /1:02:0\d/.test(textOf(player)), 'it should count down');
    await expect(player).to.be.accessible();

    await eventOf(player, 'live-started', () => {
      stage.live('live');
      stage.onAir(true);
    });
    await playing(player);
  });

  it('says that it will be right back while nobody publishes', async () => {
    const { stage, player } = await setUp();
    await playing(player);

    stage.onAir(false);
    await settle();
    expect(player.state).to.equal('interrupted');
    await says(player, 'Be right back');
    await expect(player).to.be.accessible();

    stage.onAir(true);
    await playing(player);
  });

  it('names a full room', async () => {
    const { stage, player } = await setUp();
    stage.setPlayback('full');
    await settle();
    await says(player, 'This room is full');
  });

  it('ends with the show, and lets go of the picture', async () => {
    const { stage, player } = await setUp();
    await playing(player);
    await eventOf(player, 'live-ended', () => stage.live('ended'));
    await settle();
    await says(player, 'The show has ended');
    expect(part(player, 'controls')).to.equal(null);
    await expect(player).to.be.accessible();
  });

  it('says why a show cannot be shown, and tries again', async () => {
    const { room, stage } = createSimulatedRoom({ state: 'connecting' });
    const heal = stage.fail('GET /lives/*', 'not-found');
    await room.liveList.joinLive();
    const player = await show<LivePlayer>(html`<live-player .room=${room}></live-player>`);
    await says(player, 'does not exist any more');
    await expect(player).to.be.accessible();

    heal();
    player.shadowRoot!.querySelector<HTMLButtonElement>('.screen button')!.click();
    await waitUntil(() => player.state !== 'error');
  });

  it('waits for the visitor where it shall not start by itself', async () => {
    const { room } = createSimulatedRoom();
    const player = await show<LivePlayer>(html`<live-player no-autoplay muted .room=${room}></live-player>`);
    expect(player.state).to.equal('idle');
    part(player, 'play')!.click();
    await playing(player);
  });

  it('pauses and goes on by space, and turns the sound off and on by m', async () => {
    const { player } = await setUp();
    await playing(player);
    const video = player.shadowRoot!.querySelector('video')!;
    const press = (key: string) => video.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));

    press(' ');
    await settle();
    expect(player.state).to.equal('paused');
    expect(video.paused).to.equal(true);
    press(' ');
    await playing(player);

    press('m');
    await settle();
    expect(player.muted).to.equal(false);
    expect(video.muted).to.equal(false);
  });

  it('asks for the picture again when the media engine was replaced or the host is back', async () => {
    const { room, stage } = createSimulatedRoom();
    let retries = 0;
    const play = room.media.play.bind(room.media);
    room.media.play = async (name, into) => Object.assign(await play(name, into), { retry: () => (retries += 1) });
    const player = await show<LivePlayer>(html`<live-player muted .room=${room}></live-player>`);
    await playing(player);

    stage.emit({ type: 'media.restarted' });
    stage.emit({ type: 'media.changed', name: `${room.liveId}~guest`, onAir: true });
    stage.emit({ type: 'media.changed', name: room.liveId, onAir: true });
    expect(retries).to.equal(2);
  });

  it('plays without sound and offers it where the browser wants a tap first', async () => {
    const { room } = createSimulatedRoom();
    const player = document.createElement('live-player');
    player.room = room;
    const restore = allowOnlyMuted();
    document.body.append(player);
    await playing(player);
    await settle();
    restore();

    expect(player.muted).to.equal(true);
    part(player, 'unmute')!.click();
    await settle();
    expect(player.muted).to.equal(false);
    expect(part(player, 'unmute')).to.equal(null);
    player.remove();
  });

  it('lets go of the picture when it leaves the page', async () => {
    const { room } = createSimulatedRoom();
    let closed = 0;
    const play = room.media.play.bind(room.media);
    room.media.play = async (name, into) => {
      const playback = await play(name, into);
      return Object.assign(playback, { close: () => (closed += 1) });
    };
    const player = await show<LivePlayer>(html`<live-player muted .room=${room}></live-player>`);
    await playing(player);
    player.remove();
    await settle();
    expect(closed).to.equal(1);
  });

  it('does not fetch the picture again once it has left a room that others still use', async () => {
    const { room, player } = await setUp();
    await playing(player);
    let asked = 0;
    const { media } = room;
    const play = media.play.bind(media);
    media.play = (...picture) => {
      asked += 1;
      return play(...picture);
    };
    player.remove();
    await settle();
    await settle();
    expect(asked).to.equal(0);
  });

  it('shows the shop’s own poster in place of the cover, until there is a picture', async () => {
    const { room } = createSimulatedRoom({ live: { coverUrl: 'https://shop.example/cover.jpg' } });
    const pixel = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="9" height="16"/>';
    const player = await show<LivePlayer>(
      html`<live-player muted .room=${room}><img slot="poster" src=${pixel} alt="" style="height: auto" /></live-player>`,
    );
    const poster = player.querySelector('img')!.getBoundingClientRect();
    expect(poster.height).to.equal(player.getBoundingClientRect().height);
    expect(player.shadowRoot!.querySelector('img')).to.equal(null);
    await playing(player);
    expect(getComputedStyle(player.shadowRoot!.querySelector('.poster')!).opacity).to.equal('0');

    player.querySelector('img')!.remove();
    await settle();
    expect(part(player, 'poster')?.getAttribute('src')).to.equal('https://shop.example/cover.jpg');
  });

  it('binds no image that is not http', async () => {
    const { stage, player } = await setUp();
    const live = { ...(await Promise.resolve(player.room!.liveList.currentLive!)), coverUrl: 'javascript:alert(1)' };
    expect(() => stage.emit({ type: 'live.updated', live })).to.throw();
    player.room!.bus.emit({ type: 'live.updated', live, eventId: 'x', liveId: live.id, ts: 1 });
    await settle();
    expect(part(player, 'poster')?.getAttribute('src') ?? null).to.equal(null);
  });

  it('puts the picture into a small window and back', async () => {
    const { player } = await setUp();
    await playing(player);
    const video = part<HTMLVideoElement>(player, 'video')!;
    let asked = 0;
    video.requestPictureInPicture = async () => {
      asked += 1;
      Object.defineProperty(player.shadowRoot, 'pictureInPictureElement', { value: video, configurable: true });
      video.dispatchEvent(new Event('enterpictureinpicture'));
      return {} as PictureInPictureWindow;
    };
    const button = () => player.shadowRoot!.querySelector<HTMLButtonElement>('.pip')!;
    expect(button().hidden).to.equal(!document.pictureInPictureEnabled);
    expect(button().getAttribute('aria-pressed')).to.equal('false');

    await player.togglePictureInPicture();
    await settle();
    expect(asked).to.equal(1);
    expect(button().getAttribute('aria-pressed')).to.equal('true');
    await waitUntil(() => part(player, 'screen') !== null, 'words in place of the picture');
    expect(part(player, 'screen')!.textContent).to.include('The picture is in its own window');
    expect(video.className, 'the browser writes into the picture, under what lies over it').to.equal('unseen');

    Object.defineProperty(player.shadowRoot, 'pictureInPictureElement', { value: null, configurable: true });
    video.dispatchEvent(new Event('leavepictureinpicture'));
    await settle();
    expect(button().getAttribute('aria-pressed')).to.equal('false');
    expect(part(player, 'screen')).to.equal(null);
    expect(video.className).to.equal('');
  });

  it('turns the sound up and down by arrows on the picture', async () => {
    const { player } = await setUp();
    await playing(player);
    const video = part<HTMLVideoElement>(player, 'video')!;
    const press = (key: string) =>
      video.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
    press('ArrowDown');
    press('ArrowDown');
    expect(video.volume).to.be.closeTo(0.8, 0.01);
    expect(player.muted).to.equal(true);
    press('ArrowUp');
    expect(video.volume).to.be.closeTo(0.9, 0.01);
    expect(player.muted).to.equal(false);
  });

  it('fills the space around a picture that does not fill its box with its light', async () => {
    const { player } = await setUp();
    await playing(player);
    const glow = player.shadowRoot!.querySelector('canvas')!;
    expect(glow.hidden).to.equal(true);
    player.style.setProperty('--live-player-fit', 'contain');
    player.style.setProperty('--live-player-ratio', '16 / 9');
    await waitUntil(() => !glow.hidden, 'no light', { timeout: 4000 });
    expect(glow.getContext('2d')!.getImageData(9, 16, 1, 1).data[3]).to.equal(255);
  });
});

/** Makes videos refuse to start with sound, as browsers do before the first tap on a page. */
function allowOnlyMuted(): () => void {
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function playMuted(this: HTMLMediaElement) {
    return this.muted ? play.call(this) : Promise.reject(new DOMException('A tap first', 'NotAllowedError'));
  };
  return () => {
    HTMLMediaElement.prototype.play = play;
  };
}

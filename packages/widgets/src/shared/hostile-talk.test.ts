import { aTimeout, fixtureCleanup, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { createSimulatedRoom, type Stage } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { sampleGifts } from '@vitrine/core/providers/simulated/sample-gifts.ts';
import { giftsOf } from '@vitrine/core/room-gifts.ts';
import type { GiftInfo } from '@vitrine/core/schemas/gift.ts';
import type { LiveUser } from '@vitrine/core/schemas/user.ts';
import type { ShoppingRoom } from '@vitrine/core/shopping-room.ts';
import { HOSTILE_URLS } from '@vitrine/core/testing/hostile-urls.ts';
import '../barrage-list/define.ts';
import '../gift-effects/define.ts';
import '../gift-panel/define.ts';
import { all, expectInert, expectVerbatim, setTrap, texts, written } from './hostile-testing.ts';
import { settle, show } from './testing.ts';

const user = (change: Partial<LiveUser> = {}): LiveUser => ({ userId: 'u', userName: 'Ann', ...change });
const giftOf = (i: number, change: Partial<GiftInfo>): GiftInfo => ({
  ...sampleGifts[0]!.giftList[0]!,
  giftId: `g${i}`,
  ...change,
});
const category = (giftList: GiftInfo[]) => [{ ...sampleGifts[0]!, giftList }];

const chat = (room: ShoppingRoom): TemplateResult =>
  html`<barrage-list style="block-size: 60000px; max-block-size: none" .room=${room}></barrage-list>`;
const panel = (room: ShoppingRoom): TemplateResult => html`<gift-panel .room=${room}></gift-panel>`;
const effects = (room: ShoppingRoom): TemplateResult => html`<gift-effects .room=${room}></gift-effects>`;

let ids = 0;
const envelope = (room: ShoppingRoom) => ({ eventId: `e${(ids += 1)}`, liveId: room.liveId, ts: Date.now() });
const say = (stage: Stage, sender: LiveUser, reply?: { text: string; sender: LiveUser }): void => {
  const id = `b${(ids += 1)}`;
  stage.emit({ type: 'barrage.sent', id, text: 'Hello', sender, ...(reply ? { reply: { eventId: 'q', ...reply } } : {}) });
};

interface Place {
  readonly element: (room: ShoppingRoom) => TemplateResult;
  /** Longest text that the server lets through. */
  readonly max?: number;
  /** Puts all of them there. */
  readonly fill: (stage: Stage, given: readonly string[], room: ShoppingRoom) => void;
  /** Where each is then read, in order. */
  readonly read?: string;
  /** What stands there with it. */
  readonly as?: (text: string) => string;
}

/** Whatever of people and gifts is text, and where it shows. */
const TEXTS: Record<string, Place> = {
  'the badges of people': {
    element: chat,
    max: 40,
    fill: (stage, given) => given.forEach((name) => say(stage, user({ badges: [{ type: 'vip', name }] }))),
    read: '.badge',
  },
  'the names of levels': {
    element: chat,
    max: 40,
    fill: (stage, given) => given.forEach((levelName) => say(stage, user({ level: 3, levelName }))),
    read: '.level',
    as: (levelName) => `${levelName} 3`,
  },
  'the names of quoted people': {
    element: chat,
    max: 100,
    fill: (stage, given) => given.forEach((userName) => say(stage, user(), { text: 'Hi', sender: user({ userName }) })),
    read: '.quote bdi',
  },
  'quoted messages': {
    element: chat,
    max: 200,
    fill: (stage, given) => given.forEach((text) => say(stage, user(), { text, sender: user() })),
    read: '.quote span',
  },
  'the names of gifts': {
    element: panel,
    max: 60,
    fill: (stage, given) => stage.setGifts(category(given.map((name, i) => giftOf(i, { name })))),
    read: '.gift .name',
  },
  'the categories of gifts': {
    element: panel,
    max: 60,
    fill: (stage, given) => stage.setGifts(given.map((name, i) => ({ ...sampleGifts[0]!, categoryId: `c${i}`, name }))),
    read: '.tab bdi',
  },
};

/** Whatever of people and gifts is an address, and where it could load. */
const ADDRESSES: Record<string, Place> = {
  'the icons of badges and levels, and avatars': {
    element: chat,
    // Told by a server that checks nothing.
    fill: (_stage, given, room) =>
      given.forEach((url) => {
        const sender = user({
          avatarUrl: url,
          level: 3,
          levelIconUrl: url,
          badges: [{ type: 'vip', name: 'VIP', iconUrl: url }],
        });
        room.bus.emit({ type: 'barrage.sent', ...envelope(room), id: `b${ids}`, text: 'Hello', sender });
      }),
  },
  'the icons of gifts': {
    element: panel,
    fill: (_stage, given, room) => {
      const gifts = category(given.map((iconUrl, i) => giftOf(i, { iconUrl })));
      Object.defineProperty(giftsOf(room).gifts, 'usableGifts', { get: () => gifts });
    },
  },
  'the icons and effects of gifts that were sent': {
    element: effects,
    fill: (_stage, given, room) =>
      given.forEach((url, i) =>
        room.bus.emit({
          type: 'live_gift',
          ...envelope(room),
          giftId: 'rose',
          giftName: 'Rose',
          giftCount: 1,
          giftValue: 9_999,
          iconUrl: url,
          effectUrl: url,
          senderId: `u${i}`,
          senderName: 'Ann',
          senderAvatar: url,
          comboId: `c${i}`,
          comboCount: 1,
          total: { totalGiftsSent: 1, totalGiftCoins: 1, totalUniqueGiftSenders: 1 },
        }),
      ),
  },
};

/** The list shows what comes in a third of a second at once. */
const BATCH_MS = 330;

describe('what people and gifts are called', () => {
  setTrap();

  for (const [what, { element, max = 0, fill, read = '', as = (text: string) => text }] of Object.entries(TEXTS)) {
    it(`comes out as it went in: ${what}`, async () => {
      const given = texts(max);
      for (let from = 0; from < given.length; from += 100) {
        const some = given.slice(from, from + 100);
        const { room, stage } = createSimulatedRoom();
        // Gifts are read at once, messages are heard.
        if (element === panel) fill(stage, some, room);
        const shown = await show(element(room));
        if (element !== panel) fill(stage, some, room);
        await aTimeout(BATCH_MS);
        await settle();
        expectVerbatim(written(all(shown, read).slice(-some.length)), some.map(as));
        fixtureCleanup();
      }
    });
  }
});

describe('addresses of people and gifts', () => {
  setTrap();

  for (const [what, { element, fill }] of Object.entries(ADDRESSES)) {
    it(`neither run nor load: ${what}`, async () => {
      const { room, stage } = createSimulatedRoom();
      if (element === panel) fill(stage, HOSTILE_URLS, room);
      const shown = await show(element(room));
      if (element !== panel) fill(stage, HOSTILE_URLS, room);
      await aTimeout(BATCH_MS);
      await expectInert(shown);
    });
  }
});

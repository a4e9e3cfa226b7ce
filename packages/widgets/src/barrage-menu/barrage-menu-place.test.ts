import { expect } from '@open-wc/testing';
import { setUp } from './menu-testing.ts';

/** A chat whose first message ends so far above the window's lower edge, and nobody has opened its menu yet. */
async function place(above: number, dir = 'ltr') {
  const talk = await setUp();
  const { list, menu, press, rows } = talk;
  const box = list.parentElement!;
  box.dir = dir;
  Object.assign(box.style, { position: 'fixed', insetInline: '60px', insetBlockStart: '0' });
  box.style.top = `${innerHeight - above - rows()[0]!.getBoundingClientRect().bottom}px`;
  const row = () => rows()[0]!.getBoundingClientRect();
  const shown = () => menu().getBoundingClientRect();
  const open = async () => {
    await press(0);
    // It slides in.
    await Promise.all(
      menu()
        .getAnimations()
        .map(({ finished }) => finished),
    );
  };
  return { ...talk, row, shown, open };
}

describe('where a message’s menu stands', () => {
  it('is under the message, from where that begins', async () => {
    const { open, row, shown } = await place(400);
    await open();
    expect(shown().top).to.be.within(row().bottom, row().bottom + 8);
    expect(shown().left).to.be.closeTo(row().left, 1);
  });

  it('is over it where there is no room below', async () => {
    const { open, row, shown } = await place(60);
    await open();
    expect(shown().bottom).to.be.within(row().top - 8, row().top);
    expect(shown().top).to.be.at.least(0);
  });

  it('is mirrored where people read the other way', async () => {
    for (const above of [400, 60]) {
      const { open, row, shown } = await place(above, 'rtl');
      await open();
      expect(shown().right, `${above}`).to.be.closeTo(row().right, 1);
      expect(shown().top > row().top, `${above}`).to.equal(above === 400);
    }
  });

  it('is on the screen where a message begins at its edge', async () => {
    for (const dir of ['ltr', 'rtl']) {
      const { list, open, shown } = await place(400, dir);
      list.parentElement!.style.insetInline = `${innerWidth - 90}px -400px`;
      await open();
      expect([shown().left >= 0, shown().right <= innerWidth], dir).to.deep.equal([true, true]);
    }
  });

  it('stays there where the reasons take more room than the acts', async () => {
    const { list, menu, choose, press, rows } = await setUp();
    await press(0);
    const { offsetHeight } = menu();
    menu().hidePopover();
    // The acts just fit under the message.
    const box = list.parentElement!;
    Object.assign(box.style, { position: 'fixed', insetInline: '0', insetBlockStart: '0' });
    box.style.top = `${innerHeight - offsetHeight - 12 - rows()[0]!.getBoundingClientRect().bottom}px`;
    await press(0);
    expect(menu().getBoundingClientRect().top).to.be.above(rows()[0]!.getBoundingClientRect().top);
    await choose('Report…');
    expect(menu().getBoundingClientRect().bottom).to.be.at.most(innerHeight);
  });
});

import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import type { UserRepository } from '@vitrine/core/repositories/user-repository.ts';
import type { SimulatedRoomOptions } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { expectVerbatim, setTrap, texts } from '../../shared/hostile-testing.ts';
import { deep } from '../../shared/story.ts';
import { settle, show } from '../../shared/testing.ts';
import { fillDesk } from '../console.story.ts';
import { find as findIn, press as pressIn, setUp as setUpConsole } from '../console-testing.ts';
import './define.ts';

const IDENTITY = {
  levelName: 'Diamond',
  nameColor: '#b8860b',
  bubbleStyle: 'golden_frame',
  badges: [
    { type: 'vip', name: 'Annual VIP', color: '#ffd700' },
    { type: 'fan', name: '老粉丝' },
  ],
};

async function setUp(filters: string, options: SimulatedRoomOptions = {}) {
  const { room, stage, element } = await setUpConsole('people', filters, { role: 'admin', ...options }, fillDesk);
  const all = (selector: string) => deep(element.shadowRoot!, selector).filter((node) => node.checkVisibility());
  const find = <T extends HTMLElement = HTMLInputElement>(selector: string) => findIn<T>(element, selector);
  const press = (name: string) => pressIn(element, name);
  const write = async (name: string, value: string): Promise<void> => {
    const field = await find(`[name="${name}"]`);
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await settle();
  };
  const saved = () => stage.requests.filter(({ method }) => method === 'PUT');
  /** What stands below a field, as it is told with it. */
  const about = async (name: string): Promise<string> => {
    const field = await find(`[name="${name}"]`);
    const id = field.getAttribute('aria-describedby') ?? '';
    return (field.getRootNode() as ShadowRoot).getElementById(id)?.textContent?.trim() ?? '';
  };
  return { room, stage, element, all, find, press, write, saved, about };
}

describe('people in the console', () => {
  it('shows what the shop says of somebody, and saves another word of it whole', async () => {
    const { find, press, write, saved, all, element } = await setUp('user=u-bao');
    expect((await find('[name="levelName"]')).value).to.equal('Diamond');
    expect((await find('[name="badges.1.name"]')).value).to.equal('老粉丝');
    await expect(element).to.be.accessible();
    await write('levelName', ' Platinum ');
    await press('Save');
    expect(saved().map(({ path, body }) => [path, body])).to.deep.equal([
      ['/users/u-bao/identity', { ...IDENTITY, levelName: 'Platinum' }],
    ]);
    expect(all('.toast')[0]!.textContent).to.include('the chat shows 宝儿 so');
    await press('Undo');
    expect(saved()[1]!.body).to.deep.equal(IDENTITY);
    expect((await find('[name="levelName"]')).value).to.equal('Diamond');
  });

  it('says nothing of what is left empty, and nothing at all where everything is', async () => {
    const { press, write, saved } = await setUp('user=u-bao');
    for (const name of ['levelName', 'nameColor', 'bubbleStyle', 'badges.0.color']) await write(name, ' ');
    await press('Take badge 2 away');
    await press('Save');
    expect(saved()[0]!.body).to.deep.equal({ badges: [{ type: 'vip', name: 'Annual VIP' }] });
    await press('Take badge 1 away');
    await press('Save');
    expect(saved()[1]!.body).to.deep.equal({});
  });

  it('says at each field what is wrong with it, saves nothing, and leads there', async () => {
    const { find, press, write, saved, about, all, element } = await setUp('user=u-bao');
    await write('nameColor', 'red; background: url(//evil.example)');
    await write('bubbleStyle', 'golden frame');
    await write('levelIconUrl', 'javascript:alert(1)');
    await write('badges.0.type', '');
    await write('badges.1.name', ' ');
    expect(all('[aria-invalid="true"]'), 'before it is sent').to.have.length(0);
    await press('Save');
    expect(saved()).to.have.length(0);
    expect(all('[aria-invalid="true"]').map((field) => (field as HTMLInputElement).name)).to.deep.equal([
      'levelIconUrl',
      'nameColor',
      'bubbleStyle',
      'badges.0.type',
      'badges.1.name',
    ]);
    expect(await about('nameColor')).to.include('six digits');
    expect(await about('bubbleStyle')).to.include('without spaces');
    expect(await about('levelIconUrl')).to.include('https:');
    expect(await about('badges.0.type')).to.include('without spaces');
    expect(await about('badges.1.name')).to.include('needs a name');
    const first = await find('[name="levelIconUrl"]');
    expect((first.getRootNode() as ShadowRoot).activeElement).to.equal(first);
    await expect(element).to.be.accessible();

    await write('bubbleStyle', 'golden-frame');
    expect((await find('[name="bubbleStyle"]')).hasAttribute('aria-invalid'), 'once it is mended').to.equal(false);
  });

  it('shows them meanwhile as the chat would, without what is wrong', async () => {
    const { all, write } = await setUp('user=u-bao');
    await waitUntil(() => all('.preview .row').length === 2);
    const [row] = all('.preview .row');
    expect(row!.textContent).to.include('Diamond 1');
    expect(row!.part.contains('bubble-golden_frame')).to.equal(true);
    await write('nameColor', '#00ff00');
    expect(row!.querySelector<HTMLElement>('.name')!.style.getPropertyValue('--_own')).to.equal('#00ff00');
    await write('nameColor', 'red');
    expect(row!.querySelector<HTMLElement>('.name')!.style.getPropertyValue('--_own')).to.equal('');
    await write('badges.0.name', '');
    expect(all('.preview .beside .badge').map(({ textContent }) => textContent)).to.deep.equal(['老粉丝']);
  });

  it('helps to name a bubble: by what others have, and by the rule that dresses it', async () => {
    const { stage, all, about, write } = await setUp('user=u-ann');
    stage.barrage('Hello', { userId: 'u-x', userName: 'X', bubbleStyle: 'moonlight' });
    await waitUntil(() => deep(document.body, 'datalist option').length === 2, 'names of bubbles');
    const names = deep(document.body, 'datalist option').map((option) => (option as HTMLOptionElement).value);
    expect(names).to.deep.equal(['golden_frame', 'moonlight']);
    expect(await about('bubbleStyle')).to.include('like golden_frame');
    await write('bubbleStyle', 'moonlight');
    expect(await about('bubbleStyle')).to.include('barrage-list::part(bubble-moonlight)');
    expect(all('.preview .bubble')).to.have.length(2);
  });

  it('takes a colour by eye, too', async () => {
    const { find, saved, press } = await setUp('user=u-ann');
    const picker = await find('[aria-label="Choose: Colour of the name"]');
    picker.value = '#123456';
    picker.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await press('Save');
    expect(saved()[0]!.body).to.deep.equal({ nameColor: '#123456' });
  });

  it('adds badges until there are as many as the server takes', async () => {
    const { press, all, find } = await setUp('user=u-ann');
    for (let count = 1; count <= 8; count += 1) {
      await press('Add a badge');
      const field = await find(`[name="badges.${count - 1}.name"]`);
      expect((field.getRootNode() as ShadowRoot).activeElement).to.equal(field);
    }
    expect(all('.add').map(({ textContent }) => textContent!.trim())).to.deep.equal(['8 badges are the most that one can have.']);
  });

  it('keeps what was typed where the server refuses it, and says why', async () => {
    const { stage, find, press, write, all } = await setUp('user=u-ann');
    stage.fail('PUT /users/*', 'forbidden');
    await write('levelName', 'Gold');
    await press('Save');
    expect(all('.toast.failed')).to.have.length(1);
    expect((await find('[name="levelName"]')).value).to.equal('Gold');
  });

  it('finds people by an id, and says where there is nobody', async () => {
    const { element, stage, find, press, all } = await setUp('');
    (await find('[name="id"]')).value = 'customer-42';
    await press('Find');
    expect(all('.notice')[0]!.textContent).to.include('Nobody has this id');
    (await find('[name="id"]')).value = ' u-ann ';
    await press('Find');
    expect(stage.requests.filter(({ path }) => path === '/users').map(({ query }) => query)).to.deep.equal([
      { q: 'customer-42' },
      { q: 'u-ann' },
    ]);
    expect(element.filters).to.equal('user=u-ann');
    expect((await find('h2')).textContent).to.equal('Ann');
  });

  it('lists who is in the room, and comes from an act on one of them', async () => {
    const { element, press, all, find } = await setUp('');
    await press('Change… How the chat shows them: Carlos');
    expect(element.filters).to.equal('user=u-carlos');
    await press('All people');
    expect(element.filters).to.equal('');
    element.section = 'room';
    element.filters = 'view=people';
    await press('Act on Ann');
    await press('Badges, colour, bubble…');
    expect([element.section, element.filters]).to.deep.equal(['people', 'user=u-ann']);
    await find('[name="levelName"]');
    expect(all('dialog')).to.have.length(0);
  });

  it('is the shop’s alone: moderators are offered nothing of it', async () => {
    const { element, press, all, find } = await setUp('', { role: 'moderator' });
    await find('nav button');
    expect([...element.shadowRoot!.querySelectorAll('nav button')].map(({ textContent }) => textContent.trim())).to.deep.equal([
      'Room',
    ]);
    element.filters = 'view=people';
    await press('Act on Ann');
    expect(all('dialog button').some(({ textContent }) => textContent!.includes('bubble'))).to.equal(false);
  });

  it('says that there is no such person, and reads again where that failed', async () => {
    const nobody = await setUp('user=u-nobody', {});
    nobody.stage.fail('GET /users/*', 'not-found');
    nobody.element.filters = 'user=u-other';
    await waitUntil(() => nobody.all('.notice')[0]?.textContent?.includes('no such person'));
    const { stage, element, all, press, find } = await setUp('');
    const undo = stage.fail('GET /users/*', 'offline');
    element.filters = 'user=u-ann';
    await waitUntil(() => all('.notice[role="alert"]').length === 1);
    undo();
    await press('Try again');
    await find('[name="levelName"]');
  });
});

describe('naughty identities', () => {
  setTrap();

  it('stand in the form and its preview as they went in', async () => {
    const given = texts(40);
    const users = {
      read: async (userId: string) => {
        const text = given[Number(userId)]!;
        const profile = { userId, userName: text, level: 1, followers: 0, following: false };
        return { ...profile, levelName: text, badges: [{ type: 'vip', name: text }] };
      },
    };
    const form = await show<HTMLElementTagNameMap['live-console-identity']>(
      html`<live-console-identity .users=${users as unknown as UserRepository}></live-console-identity>`,
    );
    const read = (selector: string) => form.shadowRoot!.querySelector(selector)!.textContent!;
    for (const [index, text] of given.entries()) {
      form.userId = String(index);
      await form.updateComplete;
      await nextFrame();
      const places = ['h2', '.over .name', '.over .badge', '.over .level'].map(read);
      expectVerbatim(places, [text, text, text, `${text} 1`]);
      expect(form.shadowRoot!.querySelector<HTMLInputElement>('[name="levelName"]')!.value).to.equal(
        text.replaceAll(/[\r\n]/g, ''),
      );
    }
  });
});

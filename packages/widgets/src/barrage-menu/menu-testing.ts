import { html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import type { Role } from '@vitrine/core/schemas/user.ts';
import '../barrage-input/define.ts';
import type { BarrageInput } from '../barrage-input/barrage-input.ts';
import '../barrage-list/define.ts';
import type { BarrageList } from '../barrage-list/barrage-list.ts';
import { part, settle, show } from '../shared/testing.ts';
import type { BarrageMenu } from './barrage-menu.ts';

/** A chat of so many messages, the field below it, and what leads through the menu. */
export async function setUp(role: Role = 'viewer', count = 3) {
  const { room, stage } = createSimulatedRoom({ role });
  for (let index = 0; index < count; index += 1) stage.barrage(`line ${index}`, { userId: 'u-ann', userName: 'Ann' });
  const box = await show<HTMLElement>(
    html`<div>
      <barrage-list .room=${room} style="height: 200px"></barrage-list><barrage-input .room=${room}></barrage-input>
    </div>`,
  );
  const list = box.querySelector<BarrageList>('barrage-list')!;
  const input = box.querySelector<BarrageInput>('barrage-input')!;
  const rows = () => [...list.shadowRoot!.querySelectorAll<HTMLElement>('[part~="row"]')];
  const menu = () => list.shadowRoot!.querySelector<BarrageMenu>('barrage-menu')!;
  const isOpen = () => menu()?.matches(':popover-open') ?? false;
  const opened = () => waitUntil(() => isOpen() && items().length > 0, 'the menu', { timeout: 5000 });
  const items = () => [...menu().shadowRoot!.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const texts = () => items().map(({ textContent }) => textContent!.trim());
  const choose = async (text: string) => {
    await waitUntil(() => texts().includes(text), text);
    items()
      .find(({ textContent }) => textContent!.trim() === text)!
      .click();
    await settle();
  };
  const press = async (index: number) => {
    rows()[index]!.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, detail: 1 }));
    await opened();
  };
  const key = (name: string) => {
    const target = list.shadowRoot!.activeElement ?? part(list, 'list')!;
    const inner = target.shadowRoot?.activeElement ?? target;
    inner.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }));
  };
  const focused = () => list.shadowRoot!.activeElement?.textContent;
  return { room, stage, list, input, rows, menu, isOpen, opened, texts, choose, press, key, focused };
}

import { msg, str } from '@lit/localize';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import type { LiveUser } from '@vitrine/core/schemas/user.ts';
import type { Barrage } from '@vitrine/core/stores/barrage-store.ts';
import type { Row } from './row-window.ts';

type Shown = Pick<Barrage, 'messageType' | 'sender' | 'textContent' | 'reply'>;
/** What stands before a writer's name; most writers have nothing there. */
type Mark = Pick<Barrage, 'reply'> & { readonly sender: LiveUser | undefined };

/**
 * A message on the page. It is reused for message after message, many a second, so it is no template: what stays the same is not
 * touched, and only what few messages have is made anew.
 */
export class BarrageRow implements Row<Shown> {
  readonly element = document.createElement('p');
  readonly #name = document.createElement('bdi');
  readonly #text = document.createElement('span');
  readonly #nameText = new Text();
  /** Between two that may each run in a direction of their own: a margin of either would stand on the wrong side of it. */
  readonly #gap = new Text();
  readonly #textText = new Text();
  #marks: readonly HTMLElement[] = [];
  #kind = '';
  #color = '';

  constructor() {
    this.#name.part.value = this.#name.className = 'name';
    this.#text.className = 'text';
    this.#text.dir = 'auto';
    this.#name.append(this.#nameText);
    this.#text.append(this.#textText);
    this.element.tabIndex = -1;
    this.element.append(this.#name, this.#gap, this.#text);
  }

  show({ messageType, sender, textContent = '', reply }: Shown): void {
    this.#setKind(messageType === 'tip' ? 'tip' : 'row', sender?.bubbleStyle ?? '');
    const name = sender?.userName ?? '';
    if (this.#nameText.data !== name) {
      this.#nameText.data = name;
      this.#gap.data = name && ' ';
    }
    if (this.#textText.data !== textContent) this.#textText.data = textContent;
    const color = sender?.nameColor ?? '';
    if (color !== this.#color) {
      this.#name.style.setProperty('--_own', (this.#color = color) || null);
      this.#name.classList.toggle('own', color !== '');
    }
    this.#setMarks({ sender, reply });
  }

  #setKind(name: 'row' | 'tip', bubble: string): void {
    const kind = bubble ? `${name} bubble-${bubble}` : name;
    if (kind === this.#kind) return;
    this.element.className = bubble ? `${name} bubble` : name;
    this.element.part.value = this.#kind = kind;
  }

  #setMarks(marked: Mark): void {
    for (const mark of this.#marks) mark.remove();
    this.#marks = isMarked(marked) ? marksOf(marked) : [];
    if (this.#marks.length > 0) this.element.prepend(...this.#marks);
  }
}

const isMarked = ({ sender, reply }: Mark): boolean =>
  reply !== undefined || sender?.level !== undefined || sender?.badges !== undefined || roleName(sender) !== undefined;

/** Hosts and those who look after the room are known by it. */
function roleName(sender: LiveUser | undefined): string | undefined {
  if (sender?.role === 'host') return msg('Host');
  return sender?.role === 'moderator' || sender?.role === 'admin' ? msg('Moderator') : undefined;
}

function marksOf({ sender, reply }: Mark): HTMLElement[] {
  const marks: HTMLElement[] = [];
  if (reply) marks.push(quote(reply));
  const role = roleName(sender);
  if (role) marks.push(mark('badge', role, { kind: sender!.role }));
  if (sender?.level !== undefined) {
    const { level, levelName, levelIconUrl: icon } = sender;
    marks.push(mark('level', levelName ? `${levelName} ${level}` : msg(str`Lv. ${level}`), { icon, kind: tierOf(level) }));
  }
  for (const { type, name, iconUrl: icon, color } of sender?.badges ?? [])
    marks.push(mark('badge', name, { icon, color, kind: 'honour', part: `badge-${type}` }));
  return marks;
}

const tierOf = (level: number): string => (level >= 50 ? 'high' : level >= 20 ? 'middle' : 'low');

function quote({ sender, text }: NonNullable<Barrage['reply']>): HTMLElement {
  const element = document.createElement('span');
  element.part.value = element.className = 'quote';
  const name = document.createElement('bdi');
  name.textContent = sender.userName;
  const said = document.createElement('span');
  said.dir = 'auto';
  said.textContent = text;
  element.append(name, ': ', said);
  return element;
}

interface MarkLook {
  icon?: string | undefined;
  color?: string | undefined;
  kind?: string | undefined;
  part?: string;
}

function mark(what: 'badge' | 'level', text: string, { icon, color, kind = '', part = '' }: MarkLook): HTMLElement {
  const element = document.createElement('span');
  element.className = `${what} ${kind}`;
  element.part.value = part ? `${what} ${part}` : what;
  if (color) element.style.setProperty('--_own', color);
  const source = safeUrl(icon);
  if (source) {
    const image = new Image(14, 14);
    image.alt = '';
    image.decoding = 'async';
    image.src = source;
    element.append(image);
  }
  element.append(text);
  return element;
}

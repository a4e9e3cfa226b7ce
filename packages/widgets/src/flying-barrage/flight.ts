/** A message on its way over the picture. */
export interface Bullet {
  readonly id: string;
  readonly text: string;
  /** What the style sheet knows it by: `own`, `host`. */
  readonly kind?: string;
  /** As `#rrggbb`. */
  readonly color?: string | undefined;
}

/** However large the picture and lively the room: so many layers and no more. */
const MAX_LAYERS = 64;
/** Between two messages of a lane, and above each, in pixels. */
const GAP = 28;
const LEADING = 1.6;
/** What the style sheet puts around a text, on both sides together. */
const PADDING = 20;
/** A message starts this many milliseconds after the last look at the lanes, at most. */
const SOONEST = 60;
/** Seconds in which a message's end crosses the picture, and pixels per second below which it would crawl. */
const CROSSING = 7;
const SLOWEST = 50;
const FEWEST_WAITING = 8;

interface Layer {
  readonly element: HTMLElement;
  readonly text: Text;
  id: string;
  lane: Lane | undefined;
  animation: Animation | undefined;
}

/** A line over the picture, along which all messages fly at one speed: so none catches up with another. */
interface Lane {
  readonly top: number;
  readonly speed: number;
  /** When the last message has left enough room for another; in `performance.now()`. */
  freeAt: number;
  /** How long it would still have taken when somebody pointed at the lane. */
  held: number | undefined;
}

/**
 * Lets messages fly over a stage, without one overlapping another. What finds no lane waits in a short queue from which newer
 * messages push older ones out: in a storm it costs no more than on a calm evening. The browser moves the layers by itself, and the
 * page is never asked how wide anything is.
 */
export class Flight {
  readonly #stage: HTMLElement;
  readonly #pen = new OffscreenCanvas(1, 1).getContext('2d');
  readonly #idle: Layer[] = [];
  readonly #flying = new Set<Layer>();
  #lanes: Lane[] = [];
  #queue: Bullet[] = [];
  #made = 0;
  #width = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rightward = false;
  /** Messages that flew. */
  shown = 0;
  /** Messages that never did, because newer ones took their place. */
  dropped = 0;

  constructor(stage: HTMLElement) {
    this.#stage = stage;
    stage.addEventListener('pointerover', this.#hold);
    stage.addEventListener('pointerout', this.#release);
  }

  /** Messages that wait for a lane. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Divides the stage into lanes: of its height the share `density`, from 0 to 1; `speed` 1 is the usual one. */
  arrange(speed: number, density: number): void {
    this.clear();
    const { clientWidth, clientHeight } = this.#stage;
    const style = getComputedStyle(this.#stage);
    const line = Math.ceil(Number.parseFloat(style.fontSize) * LEADING);
    const count = clientWidth === 0 ? 0 : Math.max(1, Math.floor((clientHeight * Math.min(1, density)) / line));
    const usual = Math.max(SLOWEST, clientWidth / CROSSING) * Math.max(0.1, speed);
    this.#width = clientWidth;
    this.#rightward = style.direction === 'rtl';
    if (this.#pen) this.#pen.font = style.font;
    // Lanes of slightly different speeds look like people, those of one speed like a table.
    this.#lanes = Array.from({ length: clientHeight < line ? 0 : count }, (_, index) => ({
      top: index * line,
      speed: usual * (0.9 + ((index * 3) % 5) * 0.05),
      freeAt: 0,
      held: undefined,
    }));
  }

  /** Lets a message fly as soon as there is room for it, or newer ones have taken its place. */
  push(bullet: Bullet): void {
    if (this.#lanes.length === 0) return;
    this.#queue.push(bullet);
    if (this.#queue.length > Math.max(FEWEST_WAITING, this.#lanes.length)) {
      // Whoever wrote it waits for nothing but their own message.
      const oldest = this.#queue.findIndex(({ kind }) => kind !== 'own');
      this.#queue.splice(Math.max(0, oldest), 1);
      this.dropped += 1;
    }
    if (this.#timer === undefined) this.#launch();
  }

  /** Takes a message away, wherever it is. */
  remove(id: string): void {
    this.#queue = this.#queue.filter((bullet) => bullet.id !== id);
    for (const layer of this.#flying) if (layer.id === id) this.#land(layer);
  }

  /** Takes everything away, what waits as well. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#queue = [];
    for (const layer of this.#flying) this.#land(layer);
    for (const lane of this.#lanes) [lane.freeAt, lane.held] = [0, undefined];
  }

  readonly #launch = (): void => {
    this.#timer = undefined;
    const now = performance.now();
    while (this.#queue.length > 0) {
      const lane = this.#lanes.find(({ freeAt }) => freeAt <= now);
      const layer = lane && this.#takeLayer();
      if (!layer) break;
      this.#fly(this.#queue.shift()!, layer, lane, now);
    }
    if (this.#queue.length === 0) return;
    const next = Math.min(...this.#lanes.map(({ freeAt }) => freeAt));
    // Where all lanes are held or all layers fly, looking again now and then costs nothing.
    this.#timer = setTimeout(this.#launch, Math.min(1_000, Math.max(SOONEST, next - now)));
  };

  #fly({ id, text, kind = '', color }: Bullet, layer: Layer, lane: Lane, now: number): void {
    const { element } = layer;
    layer.id = id;
    layer.lane = lane;
    layer.text.data = text;
    element.className = `bullet ${kind}`;
    element.part.value = kind ? `bullet bullet-${kind}` : 'bullet';
    element.style.setProperty('--_own', color ?? null);
    const width = (this.#pen?.measureText(text).width ?? 0) + PADDING;
    const [left, right] = [`translate(${-Math.ceil(width)}px, ${lane.top}px)`, `translate(${this.#width}px, ${lane.top}px)`];
    const way = this.#rightward ? [left, right] : [right, left];
    const duration = ((this.#width + width) / lane.speed) * 1000;
    layer.animation = element.animate({ transform: way }, { duration });
    layer.animation.addEventListener('finish', () => this.#land(layer));
    lane.freeAt = now + ((width + GAP) / lane.speed) * 1000;
    this.#flying.add(layer);
    this.shown += 1;
  }

  #takeLayer(): Layer | undefined {
    const idle = this.#idle.pop();
    if (idle || this.#made === MAX_LAYERS) return idle;
    this.#made += 1;
    const element = document.createElement('span');
    const text = new Text();
    element.dir = 'auto';
    element.append(text);
    this.#stage.append(element);
    return { element, text, id: '', lane: undefined, animation: undefined };
  }

  #land(layer: Layer): void {
    if (!this.#flying.delete(layer)) return;
    layer.animation?.cancel();
    layer.animation = layer.lane = undefined;
    this.#idle.push(layer);
  }

  /** The lane that somebody points at stands still, so that it can be read; the others fly on. */
  readonly #hold = ({ target }: Event): void => {
    const lane = this.#laneAt(target);
    if (!lane || lane.held !== undefined) return;
    lane.held = Math.max(0, lane.freeAt - performance.now());
    lane.freeAt = Number.POSITIVE_INFINITY;
    for (const { animation } of this.#in(lane)) animation?.pause();
  };

  readonly #release = ({ target }: Event): void => {
    const lane = this.#laneAt(target);
    if (lane?.held === undefined) return;
    lane.freeAt = performance.now() + lane.held;
    lane.held = undefined;
    for (const { animation } of this.#in(lane)) animation?.play();
  };

  #laneAt(target: EventTarget | null): Lane | undefined {
    return [...this.#flying].find(({ element }) => element === target)?.lane;
  }

  #in(lane: Lane): Layer[] {
    return [...this.#flying].filter((layer) => layer.lane === lane);
  }
}

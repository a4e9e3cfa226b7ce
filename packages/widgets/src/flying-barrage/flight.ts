/** A message on its way over the picture. */
export interface Bullet {
  readonly id: string;
  readonly text: string;
  /** What the style sheet knows it by: `own`, `host`. */
  readonly kind?: string;
  /** As `#rrggbb`. */
  readonly color?: string | undefined;
}

/** However large the picture and lively the room: so many elements and no more. */
const MAX_SPANS = 64;
/** Lanes of different speeds look like people, those of one speed like a table. Each band of them is one layer that moves. */
const SPEEDS = [0.92, 1.08, 1];
/** Between two messages of a lane, in pixels. */
const GAP = 20;
/** Height of a lane, in heights of its text. */
const LEADING = 1.6;
/** What the style sheet puts around a text, on both sides together, in pixels. */
const PADDING = 20;
/** Seconds in which a message's end crosses the picture, and pixels a second below which it would crawl. */
const CROSSING = 7;
const SLOWEST = 50;
const FEWEST_WAITING = 8;
/** Milliseconds between two looks at the lanes, at least and at most. */
const SOONEST = 60;
const LATEST = 1_000;
/** After half of so many milliseconds of uninterrupted flight a band begins anew, before numbers grow too large to be exact. */
const JOURNEY = 600_000;

/** A message's element. */
interface Span {
  readonly element: HTMLElement;
  readonly text: Text;
  id: string;
  band: Band | undefined;
  /** Where in its band it lies, in pixels. */
  left: number;
  top: number;
  /** When it has left the stage, in its band's time. */
  landsAt: number;
}

/** Lanes that move together: one element that the browser moves by itself, on which messages lie still. */
interface Band {
  readonly element: HTMLElement;
  /** Pixels a second; below zero to the left. */
  readonly speed: number;
  readonly motion: Animation;
  readonly lanes: readonly Lane[];
}

interface Lane {
  readonly top: number;
  /** When the last message has left enough room for another, in its band's time. */
  freeAt: number;
}

const timeOf = ({ motion }: Band): number => Number(motion.currentTime ?? 0);

/**
 * Lets messages fly over a stage, without one overlapping another. What finds no lane waits in a short queue from which newer
 * messages push older ones out: in a storm it costs no more than on a calm evening. The browser moves a few layers by itself, and
 * the page is never asked how wide anything is.
 */
export class Flight {
  readonly #stage: HTMLElement;
  readonly #pen = new OffscreenCanvas(1, 1).getContext('2d');
  readonly #idle: Span[] = [];
  readonly #flying = new Set<Span>();
  #bands: readonly Band[] = [];
  #lanes = 0;
  #queue: Bullet[] = [];
  #made = 0;
  #width = 0;
  #held = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Messages that flew. */
  shown = 0;
  /** Messages that never did, because newer ones took their place. */
  dropped = 0;

  constructor(stage: HTMLElement) {
    this.#stage = stage;
    stage.addEventListener('pointerover', this.#hold);
    stage.addEventListener('pointerout', this.#release);
  }

  /** Divides the stage into lanes: of its height the share `density`, from 0 to 1; `speed` 1 is the usual one. */
  arrange(speed: number, density: number): void {
    this.end();
    const { clientWidth, clientHeight } = this.#stage;
    const { fontSize, font, direction } = getComputedStyle(this.#stage);
    if (this.#pen) this.#pen.font = font;
    const line = Math.ceil(Number.parseFloat(fontSize) * LEADING);
    const room = clientWidth === 0 || clientHeight < line ? 0 : Math.max(1, (clientHeight * Math.min(1, density)) / line);
    const usual = Math.max(SLOWEST, clientWidth / CROSSING) * Math.max(0.1, speed) * (direction === 'rtl' ? 1 : -1);
    this.#width = clientWidth;
    this.#lanes = Math.floor(room);
    const lanes = Array.from({ length: this.#lanes }, (_, index): Lane => ({ top: index * line, freeAt: 0 }));
    this.#bands = SPEEDS.map((factor, band) =>
      this.#makeBand(
        usual * factor,
        lanes.filter((_, index) => index % SPEEDS.length === band),
      ),
    );
  }

  /** Lets a message fly as soon as there is room for it, or newer ones have taken its place. */
  push(bullet: Bullet): void {
    if (this.#lanes === 0) return;
    this.#queue.push(bullet);
    if (this.#queue.length > Math.max(FEWEST_WAITING, this.#lanes)) {
      // Whoever wrote it waits for nothing but their own message.
      const oldest = this.#queue.findIndex(({ kind }) => kind !== 'own');
      this.#queue.splice(Math.max(0, oldest), 1);
      this.dropped += 1;
    }
    if (this.#timer === undefined || this.#queue.length === 1) this.#look();
  }

  /** Takes a message away, wherever it is. */
  remove(id: string): void {
    this.#queue = this.#queue.filter((bullet) => bullet.id !== id);
    for (const span of this.#flying) if (span.id === id) this.#land(span);
    // It may have been the one that somebody points at.
    this.#release();
  }

  /** Takes everything away, what waits as well. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#held = false;
    this.#queue = [];
    for (const span of this.#flying) this.#land(span);
    for (const band of this.#bands) this.#rest(band);
  }

  /** Nothing flies until the stage is arranged again. Browsers keep what they still have to animate. */
  end(): void {
    this.clear();
    for (const { element, motion } of this.#bands) {
      motion.cancel();
      element.remove();
    }
    this.#bands = [];
    this.#lanes = 0;
  }

  #makeBand(speed: number, lanes: readonly Lane[]): Band {
    const element = document.createElement('div');
    element.className = 'band';
    this.#stage.append(element);
    const way = `translateX(${(speed * JOURNEY) / 1000}px)`;
    const motion = element.animate({ transform: ['translateX(0)', way] }, { duration: JOURNEY, fill: 'both' });
    motion.pause();
    return { element, speed, motion, lanes };
  }

  /** Lets fly what finds a lane, and clears away what has left the stage. */
  readonly #look = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#held) return;
    for (const span of this.#flying) if (span.landsAt <= timeOf(span.band!)) this.#land(span);
    while (this.#queue.length > 0) {
      const [band, lane] = this.#freeLane() ?? [];
      const span = band && lane && this.#takeSpan();
      if (!span) break;
      this.#fly(this.#queue.shift()!, span, band, lane);
    }
    for (const band of this.#bands) if (![...this.#flying].some((span) => span.band === band)) this.#rest(band);
    if (this.#queue.length === 0 && this.#flying.size === 0) return;
    const waits = this.#queue.length === 0 ? LATEST : this.#untilFree();
    this.#timer = setTimeout(this.#look, Math.min(LATEST, Math.max(SOONEST, waits)));
  };

  #freeLane(): [Band, Lane] | undefined {
    let best: [Band, Lane] | undefined;
    for (const band of this.#bands) {
      const now = timeOf(band);
      for (const lane of band.lanes) if (lane.freeAt <= now && (!best || lane.top < best[1].top)) best = [band, lane];
    }
    return best;
  }

  #untilFree(): number {
    return Math.min(...this.#bands.flatMap((band) => band.lanes.map(({ freeAt }) => freeAt - timeOf(band))));
  }

  #fly({ id, text, kind = '', color }: Bullet, span: Span, band: Band, lane: Lane): void {
    const { element } = span;
    const now = this.#depart(band);
    const width = Math.ceil(this.#pen?.measureText(text).width ?? 0) + PADDING;
    const pace = Math.abs(band.speed) / 1000;
    span.id = id;
    span.band = band;
    span.left = (band.speed < 0 ? this.#width : -width) - (band.speed * now) / 1000;
    span.top = lane.top;
    span.landsAt = now + (this.#width + width) / pace;
    span.text.data = text;
    element.className = `bullet ${kind}`;
    element.part.value = kind ? `bullet bullet-${kind}` : 'bullet';
    element.style.setProperty('--_own', color ?? null);
    element.style.translate = `${span.left}px ${span.top}px`;
    if (element.parentElement !== band.element) band.element.append(element);
    element.hidden = false;
    lane.freeAt = now + (width + GAP) / pace;
    this.#flying.add(span);
    this.shown += 1;
  }

  /** Sees to it that the band moves, and gives its time. */
  #depart(band: Band): number {
    const { motion } = band;
    const now = timeOf(band);
    if (motion.playState !== 'running') motion.play();
    if (now < JOURNEY / 2) return now;
    motion.currentTime = 0;
    for (const lane of band.lanes) lane.freeAt -= now;
    for (const span of this.#flying) {
      if (span.band !== band) continue;
      span.landsAt -= now;
      span.left += (band.speed * now) / 1000;
      span.element.style.translate = `${span.left}px ${span.top}px`;
    }
    return 0;
  }

  /** What moves costs something even where nothing lies on it. */
  #rest({ motion, lanes }: Band): void {
    motion.pause();
    motion.currentTime = 0;
    for (const lane of lanes) lane.freeAt = 0;
  }

  #takeSpan(): Span | undefined {
    const idle = this.#idle.pop();
    if (idle || this.#made === MAX_SPANS) return idle;
    this.#made += 1;
    const element = document.createElement('span');
    const text = new Text();
    element.dir = 'auto';
    element.append(text);
    return { element, text, id: '', band: undefined, left: 0, top: 0, landsAt: 0 };
  }

  #land(span: Span): void {
    if (!this.#flying.delete(span)) return;
    span.element.hidden = true;
    this.#idle.push(span);
  }

  /** All stand still while somebody points at one of them, so that it can be read. */
  readonly #hold = ({ target }: Event): void => {
    if (this.#held || target === this.#stage) return;
    this.#held = true;
    for (const { motion } of this.#bands) motion.pause();
  };

  readonly #release = (): void => {
    if (!this.#held) return;
    this.#held = false;
    for (const span of this.#flying) if (span.band?.motion.playState === 'paused') span.band.motion.play();
    this.#look();
  };
}

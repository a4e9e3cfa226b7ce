/** What the bench uses of peers that come without types. */
declare module 'danmu.js' {
  interface Comment {
    id: string;
    txt: string;
    /** Milliseconds from edge to edge. */
    duration: number;
    style?: Record<string, string>;
  }
  export class DanmuJs {
    constructor(options: {
      container: HTMLElement;
      comments: readonly Comment[];
      area?: { start: number; end: number };
      channelSize?: number;
    });
    start(): void;
    sendComment(comment: Comment): void;
  }
}

declare module 'rc-bullets' {
  export default class BulletScreen {
    constructor(target: HTMLElement, options?: { duration?: number; trackHeight?: number });
    push(text: string): string;
  }
}

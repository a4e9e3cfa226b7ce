/** The package brings types, but does not say so. */
declare module 'video-animation-player' {
  interface Player {
    play(): void;
    destroy(): void;
    on(event: 'ended' | 'error', listener: () => void): void;
  }
  export default function createPlayer(options: {
    container: HTMLElement;
    src: string;
    config: Record<string, unknown>;
    width: number;
    height: number;
    mute: boolean;
    loop: boolean;
    accurate: boolean;
  }): Player;
}

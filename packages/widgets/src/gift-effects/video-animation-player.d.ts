/** The package brings types, but does not say so. */
declare module 'video-animation-player' {
  interface Player {
    destroy(): void;
    on(event: 'ended', listener: () => void): void;
  }
  export type CreatePlayer = (options: {
    container: HTMLElement;
    src: string;
    config: object;
    width: number;
    height: number;
    mute: boolean;
    loop: boolean;
    accurate: boolean;
    onLoadError: () => void;
  }) => Player;
  const player: CreatePlayer | { default: CreatePlayer };
  export default player;
}

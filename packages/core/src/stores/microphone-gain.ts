/** Turns a microphone up or down on its way out. Builds an audio graph only once a volume other than 100 is asked for. */
export class MicrophoneGain {
  readonly #createContext: (() => AudioContext) | undefined;
  #graph: { input: MediaStreamTrack; output: MediaStreamTrack; gain: GainNode; context: AudioContext } | undefined;

  constructor(createContext: (() => AudioContext) | undefined) {
    this.#createContext = createContext;
  }

  /** The track to send for this microphone at this volume (0 to 100). Stays the same track while only the volume changes. */
  apply(input: MediaStreamTrack | undefined, volume: number): MediaStreamTrack | undefined {
    if (this.#graph && this.#graph.input !== input) this.close();
    if (!input || !this.#createContext) return input;
    // Sending the microphone as it is spares most hosts an audio context that the browser may suspend.
    if (!this.#graph && volume === 100) return input;
    this.#graph ??= connect(input, this.#createContext());
    this.#graph.gain.gain.value = volume / 100;
    return this.#graph.output;
  }

  /** Sound is suspended with a hidden page on some phones; call it when the page is back. */
  resume(): void {
    void this.#graph?.context.resume().catch(() => {});
  }

  close(): void {
    this.#graph?.output.stop();
    void this.#graph?.context.close().catch(() => {});
    this.#graph = undefined;
  }
}

function connect(input: MediaStreamTrack, context: AudioContext) {
  const gain = context.createGain();
  const destination = context.createMediaStreamDestination();
  context
    .createMediaStreamSource(new MediaStream([input]))
    .connect(gain)
    .connect(destination);
  void context.resume().catch(() => {});
  const [output] = destination.stream.getAudioTracks();
  return { input, output: output ?? input, gain, context };
}

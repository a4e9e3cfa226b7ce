/** Four soft chords, as frequencies in hertz, each for some seconds, over and over. */
const CHORDS = [
  [220, 277.18, 329.63, 415.3],
  [185, 277.18, 329.63, 440],
  [146.83, 220, 293.66, 369.99],
  [164.81, 246.94, 329.63, 415.3],
] as const;
const CHORD_SECONDS = 6;
/** How far ahead notes are written, so that a page in the background, whose timers are slow, does not fall silent. */
const AHEAD_SECONDS = 2 * CHORD_SECONDS;

/** Soft music made on the spot. `track` carries it; the machine itself stays silent. */
export function createMusic(context: AudioContext): { track: MediaStreamTrack; stop(): void } {
  const out = context.createMediaStreamDestination();
  const warm = context.createBiquadFilter();
  warm.type = 'lowpass';
  warm.frequency.value = 900;
  const volume = context.createGain();
  volume.gain.value = 0.5;
  warm.connect(volume).connect(out);
  let written = context.currentTime + 0.1;
  let bar = 0;
  const write = (): void => {
    for (; written < context.currentTime + AHEAD_SECONDS; written += CHORD_SECONDS, bar += 1) {
      const chord = CHORDS[bar % CHORDS.length]!;
      for (const frequency of chord) pad(context, warm, frequency, written);
      // A few single notes above the chord, never twice the same row.
      for (let beat = 0; beat < 4; beat++) {
        const frequency = chord[(beat * 3 + bar) % chord.length]! * 2;
        pluck(context, warm, frequency, written + beat * 1.5 + 0.4);
      }
    }
  };
  write();
  const timer = setInterval(write, 2_000);
  void context.resume().catch(() => {});
  return {
    track: out.stream.getAudioTracks()[0]!,
    stop() {
      clearInterval(timer);
      void context.close().catch(() => {});
    },
  };
}

function pad(context: AudioContext, into: AudioNode, frequency: number, at: number): void {
  const level = voice(context, into, 'triangle', frequency, at, CHORD_SECONDS + 2);
  level.setValueAtTime(0, at);
  level.linearRampToValueAtTime(0.09, at + 2);
  level.setValueAtTime(0.09, at + CHORD_SECONDS - 1);
  level.linearRampToValueAtTime(0, at + CHORD_SECONDS + 2);
}

function pluck(context: AudioContext, into: AudioNode, frequency: number, at: number): void {
  const level = voice(context, into, 'sine', frequency, at, 1.6);
  level.setValueAtTime(0, at);
  level.linearRampToValueAtTime(0.12, at + 0.02);
  level.exponentialRampToValueAtTime(0.001, at + 1.5);
}

function voice(
  context: AudioContext,
  into: AudioNode,
  type: OscillatorType,
  frequency: number,
  at: number,
  seconds: number,
): AudioParam {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.type = type;
  oscillator.frequency.value = frequency;
  oscillator.connect(gain).connect(into);
  oscillator.start(at);
  oscillator.stop(at + seconds);
  return gain.gain;
}

/** About four seconds of 2 Mbps video: longer than any receiver waits for a lost packet. */
const CAPACITY = 1024;

/** The packets last sent, by their unwrapped sequence number; one ring serves all viewers of a track. */
export class PacketRing {
  readonly #packets: (Buffer | undefined)[] = Array.from({ length: CAPACITY });
  readonly #sequences = new Float64Array(CAPACITY).fill(-1);

  put(sequence: number, packet: Buffer): void {
    const slot = sequence % CAPACITY;
    this.#packets[slot] = packet;
    this.#sequences[slot] = sequence;
  }

  /** The packet, unless it was never seen or is overwritten by now. */
  get(sequence: number): Buffer | undefined {
    const slot = sequence % CAPACITY;
    return this.#sequences[slot] === sequence ? this.#packets[slot] : undefined;
  }
}

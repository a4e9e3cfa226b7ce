import type { NetworkQuality } from '../provider.ts';

/** The SDK reports every two seconds. */
const BAD_IN_A_ROW = 3;
const GOOD_IN_A_ROW = 8;
const BAD = 4;
const GOOD = 2;

/** Decides when a viewer gets the small picture: soon on a weak network, and not back before it has been good for a while. */
export class WeakNetwork {
  #weak = false;
  #against = 0;

  /** Takes one report; returns whether the network is to be taken for weak now. */
  observe(quality: NetworkQuality): boolean {
    // Unknown, or gone: neither is a reason for another picture.
    if (quality === 0 || quality === 6) return this.#weak;
    const otherwise = this.#weak ? quality <= GOOD : quality >= BAD;
    this.#against = otherwise ? this.#against + 1 : 0;
    if (this.#against < (this.#weak ? GOOD_IN_A_ROW : BAD_IN_A_ROW)) return this.#weak;
    this.#against = 0;
    this.#weak = !this.#weak;
    return this.#weak;
  }
}

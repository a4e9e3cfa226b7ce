/** Tencent is busy or had an accident: the same call may well succeed a moment later. */
const TRANSIENT: ReadonlySet<number> = new Set([
  10_002, 10_049, 20_004, 20_005, 30_006, 60_007, 60_008, 60_009, 60_011, 70_169, 70_500, 90_994, 90_995, 91_000, 100_001,
  100_012,
]);
const SIGNATURE_ENDED = 70_001;
const NO_SUCH_ROOM: ReadonlySet<number> = new Set([10_010, 10_015, 100_004]);
const ROOM_EXISTS: ReadonlySet<number> = new Set([10_021, 10_025, 100_003]);
const NO_SUCH_USER: ReadonlySet<number> = new Set([10_019, 20_003, 90_012]);

/** Tencent did not do what it was asked. `code` is its ErrorCode; 0 where no answer came that could be understood. */
export class TencentError extends Error {
  readonly code: number;

  constructor(command: string, code: number, message: string, options?: ErrorOptions) {
    // Never the address: it carries the administrator's signature.
    super(`${command}: ${code === 0 ? message : `${code} ${message}`}`, options);
    this.name = 'TencentError';
    this.code = code;
  }

  /** Another try makes sense. */
  get transient(): boolean {
    return this.code === 0 || TRANSIENT.has(this.code);
  }
  get signatureEnded(): boolean {
    return this.code === SIGNATURE_ENDED;
  }
  get noSuchRoom(): boolean {
    return NO_SUCH_ROOM.has(this.code);
  }
  get roomExists(): boolean {
    return ROOM_EXISTS.has(this.code);
  }
  get noSuchUser(): boolean {
    return NO_SUCH_USER.has(this.code);
  }
}

import { LiveError, type LiveErrorCode } from '../errors.ts';

const CODES: Record<string, LiveErrorCode> = {
  NotAllowedError: 'permission-denied',
  SecurityError: 'permission-denied',
  NotFoundError: 'no-device',
  OverconstrainedError: 'no-device',
  NotReadableError: 'device-busy',
  AbortError: 'device-busy',
  NotSupportedError: 'unsupported',
  TypeError: 'unsupported',
};

const MESSAGES: Partial<Record<LiveErrorCode, string>> = {
  'permission-denied': 'The browser or the system does not allow it',
  'no-device': 'There is no such device',
  'device-busy': 'Another program is using the device',
  'needs-https': 'Cameras and microphones need a page served by https',
  unsupported: 'This browser cannot do it',
  cancelled: 'Nothing was chosen',
};

const nameOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'name' in thrown ? String(thrown.name) : '';

/** Translates what `getUserMedia` throws into the one error of Vitrine. */
export function deviceError(thrown: unknown): LiveError {
  if (thrown instanceof LiveError) return thrown;
  const code = CODES[nameOf(thrown)] ?? 'device-busy';
  return new LiveError(code, MESSAGES[code] ?? code, { cause: thrown });
}

/** Like `deviceError`, for `getDisplayMedia`: closing the picker is a choice, not a refusal by the system. */
export function screenError(thrown: unknown): LiveError {
  const error = deviceError(thrown);
  const bySystem = thrown instanceof Error && /system/i.test(thrown.message);
  return error.code === 'permission-denied' && !bySystem
    ? new LiveError('cancelled', 'Nothing was chosen', { cause: thrown })
    : error;
}

/** The error of a browser that shows the page no devices at all. */
export const noDevices = (secure: boolean): LiveError => {
  const code = secure ? 'unsupported' : 'needs-https';
  return new LiveError(code, MESSAGES[code] ?? code);
};

import { msg, str } from '@lit/localize';
import type { LiveErrorCode } from '@vitrine/core/errors.ts';
import type { DeviceNotice } from '@vitrine/core/stores/device-store.ts';
import { errorMessage } from '../shared/error-message.ts';

/** Why a camera, a microphone or a screen cannot be used, and what to do. */
export function deviceProblem(device: DeviceNotice['device'], code: LiveErrorCode): string {
  const why = errorMessage(code);
  if (device === 'camera') return msg(str`Camera: ${why}`);
  if (device === 'microphone') return msg(str`Microphone: ${why}`);
  return msg(str`Screen: ${why}`);
}

/** What happened to a device without the host's doing. */
export function noticeText({ device, change, from, to }: DeviceNotice): string {
  if (device === 'screen')
    return to ? msg('Screen sharing has ended. Viewers see your camera again.') : msg('Screen sharing has ended.');
  if (change === 'switched')
    return device === 'camera'
      ? msg(str`${from} is gone. You are on ${to ?? ''} now.`)
      : msg(str`${from} is gone. You are heard through ${to ?? ''} now.`);
  if (change === 'returned') return msg(str`${to ?? from} is back.`);
  return device === 'camera'
    ? msg(str`${from} was unplugged. Plug it in again: it is picked up by itself.`)
    : msg(str`${from} was unplugged. Nobody hears you until a microphone is back.`);
}

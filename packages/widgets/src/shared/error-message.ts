import { msg } from '@lit/localize';
import { errorCode, type LiveErrorCode } from '@vitrine/core/errors.ts';

/** What happened and what to do, in the visitor's language. */
export function errorMessage(code: LiveErrorCode): string {
  switch (code) {
    case 'invalid':
      return msg('That cannot be used as it is. Change it and try again.');
    case 'unauthenticated':
    case 'auth':
      return msg('Your sign-in has ended. Sign in again.');
    case 'forbidden':
      return msg('You are not allowed to do this here.');
    case 'not-found':
      return msg('This does not exist any more.');
    case 'conflict':
      return msg('Somebody changed this meanwhile. Look again and repeat it.');
    case 'sold-out':
      return msg('Sold out: others were faster.');
    case 'in-progress':
      return msg('This is already on its way. One moment.');
    case 'expired':
      return msg('The time for this is over. Start again.');
    case 'limit-reached':
      return msg('You have reached the limit for this.');
    case 'insufficient-balance':
      return msg('Your balance is too low.');
    case 'too-large':
      return msg('That is too large.');
    case 'rate-limited':
      return msg('That was too fast. Wait a moment and try again.');
    case 'offline':
      return msg('No connection. Check your network and try again.');
    case 'timeout':
      return msg('The server did not answer in time. Try again.');
    case 'cancelled':
      return msg('Cancelled.');
    case 'unsupported':
      return msg('This browser cannot do that. Try a current one.');
    case 'needs-https':
      return msg('This works over a secure connection (https) only.');
    case 'permission-denied':
      return msg('The browser blocks camera or microphone. Allow them in the address bar.');
    case 'no-device':
      return msg('No such device found. Plug one in.');
    case 'device-busy':
      return msg('Another program is using the device. Close it and try again.');
    case 'device-lost':
      return msg('The device was unplugged. Plug it in again or choose another.');
    case 'billing':
      return msg('The shop’s live service does not include this.');
    case 'kicked':
      return msg('This show is open somewhere else under your name. Come back to this page to go on here.');
    case 'firewall':
      return msg('Your network blocks live video. Try another network.');
    case 'idempotency-key-missing':
    case 'key-reused':
    case 'unavailable':
    case 'storage-full':
      return msg('Something is not working on our side. Try again in a moment.');
  }
}

/** `errorMessage` of anything that was thrown. */
export const messageOf = (error: unknown): string => errorMessage(errorCode(error));

/** Does something and gives the message of why that failed; an empty one where it did not. */
export async function failureOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
    return '';
  } catch (error) {
    return messageOf(error);
  }
}

import { msg } from '@lit/localize';
import { refusingRule } from '@vitrine/core/errors.ts';
import { messageOf } from '../shared/error-message.ts';

/** Why a message was refused: the room's rule where it was one, in the visitor's language. */
export function refusalOf(error: unknown): string {
  switch (refusingRule(error)) {
    case 'words':
      return msg('Something in your message is not allowed here.');
    case 'links':
      return msg('Links are not allowed here.');
    case 'emojis':
      return msg('That is a lot of emojis. Use fewer of them.');
    case 'followers':
      return msg('Only followers of the host can write here.');
    case 'disabled':
      return msg('The chat is closed for now.');
    case 'slow-mode':
      return msg('The chat is in slow mode. Wait a little before your next message.');
    default:
      return messageOf(error);
  }
}

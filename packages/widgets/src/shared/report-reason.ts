import { msg } from '@lit/localize';
import type { Report } from '@vitrine/core/schemas/moderation.ts';

/** Why something is reported, in words. */
export function reasonName(reason: Report['reason']): string {
  switch (reason) {
    case 'spam':
      return msg('Spam');
    case 'abuse':
      return msg('Abuse');
    case 'fraud':
      return msg('Fraud');
    case 'illegal':
      return msg('Illegal');
    case 'other':
      return msg('Something else');
  }
}

import { define } from '../shared/define.ts';
import { FollowButton } from './follow-button.ts';

define('follow-button', FollowButton);

declare global {
  interface HTMLElementTagNameMap {
    'follow-button': FollowButton;
  }
}

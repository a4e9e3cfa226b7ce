import { define } from '../shared/define.ts';
import { LikeButton } from './like-button.ts';

define('like-button', LikeButton);

declare global {
  interface HTMLElementTagNameMap {
    'like-button': LikeButton;
  }
}

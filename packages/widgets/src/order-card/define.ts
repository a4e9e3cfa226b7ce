import { define } from '../shared/define.ts';
import { OrderCard } from './order-card.ts';

define('order-card', OrderCard);

declare global {
  interface HTMLElementTagNameMap {
    'order-card': OrderCard;
  }
}

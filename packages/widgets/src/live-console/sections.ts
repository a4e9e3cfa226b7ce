import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { LiveRoom } from '../shared/context.ts';
import { mayModerate } from '../shared/may-moderate.ts';
import type { LoginUserInfo } from '@vitrine/core/stores/login-store.ts';
import type { Shop } from '@vitrine/core/shop.ts';
import type { Filters } from './filters.ts';

export type SectionName =
  | 'room'
  | 'products'
  | 'import'
  | 'orders'
  | 'people'
  | 'commission'
  | 'attribution'
  | 'words'
  | 'rules'
  | 'log'
  | 'webhooks';

interface Section {
  readonly name: SectionName;
  title(): string;
  /** Brings its elements; each section is a file of its own, loaded by whoever opens it. */
  load(): Promise<unknown>;
  render(shop: Shop, filters: Filters): TemplateResult;
}

export const SECTIONS: readonly Section[] = [
  {
    name: 'room',
    title: () => msg('Room'),
    load: () => import('./room/define.ts'),
    render: (_shop, filters) => html`<live-console-room .filters=${filters}></live-console-room>`,
  },
  {
    name: 'orders',
    title: () => msg('Orders'),
    load: () => import('./orders/define.ts'),
    render: (shop, filters) => html`<live-console-orders .shop=${shop} .filters=${filters}></live-console-orders>`,
  },
  {
    name: 'products',
    title: () => msg('Products'),
    load: () => import('./products/define.ts'),
    render: (shop, filters) => html`<live-console-products .shop=${shop} .filters=${filters}></live-console-products>`,
  },
  {
    name: 'import',
    title: () => msg('Import'),
    load: () => import('./import/define.ts'),
    render: (shop, filters) => html`<live-console-import .shop=${shop} .filters=${filters}></live-console-import>`,
  },
  {
    name: 'commission',
    title: () => msg('Commission'),
    load: () => import('./commission/define.ts'),
    render: (shop, filters) => html`<live-console-commission .shop=${shop} .filters=${filters}></live-console-commission>`,
  },
  {
    name: 'attribution',
    title: () => msg('What sold'),
    load: () => import('./attribution/define.ts'),
    render: (shop, filters) => html`<live-console-attribution .shop=${shop} .filters=${filters}></live-console-attribution>`,
  },
  {
    name: 'people',
    title: () => msg('People'),
    load: () => import('./people/define.ts'),
    render: (shop, filters) => html`<live-console-shop-people .shop=${shop} .filters=${filters}></live-console-shop-people>`,
  },
  {
    name: 'words',
    title: () => msg('Words'),
    load: () => import('./words/define.ts'),
    render: (shop, filters) => html`<live-console-words .shop=${shop} .filters=${filters}></live-console-words>`,
  },
  {
    name: 'rules',
    title: () => msg('Rules'),
    load: () => import('./rules/define.ts'),
    render: (shop, filters) => html`<live-console-shop-rules .shop=${shop} .filters=${filters}></live-console-shop-rules>`,
  },
  {
    name: 'log',
    title: () => msg('Log'),
    load: () => import('./log/define.ts'),
    render: (shop, filters) => html`<live-console-shop-log .shop=${shop} .filters=${filters}></live-console-shop-log>`,
  },
  {
    name: 'webhooks',
    title: () => msg('Webhooks'),
    load: () => import('./webhooks/define.ts'),
    render: (shop, filters) => html`<live-console-webhooks .shop=${shop} .filters=${filters}></live-console-webhooks>`,
  },
];

/** What this person may open, as far as the page can know; the server has the last word. */
export function sectionsFor(user: LoginUserInfo, room: LiveRoom | undefined): readonly Section[] {
  const named = (...names: SectionName[]) => SECTIONS.filter(({ name }) => names.includes(name));
  if (user.role === 'admin') return SECTIONS.filter(({ name }) => name !== 'room' || room);
  const moderates = room && mayModerate(user, room);
  const sections: SectionName[] = moderates ? ['room'] : [];
  return named(...sections, ...(user.role === 'host' ? (['commission'] as const) : []));
}

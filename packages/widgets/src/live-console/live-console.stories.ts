import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { CatalogueRepository } from '@vitrine/core/repositories/catalogue-repository.ts';
import { find, press, sceneOf } from '../shared/story.ts';
import { asAdmin, asModerator, busyRoom, fillDesk, hardProducts, sell } from './console.story.ts';
import './define.ts';

const meta: Meta = {
  title: 'Pages/Live console',
  component: 'live-console',
  tags: ['autodocs'],
  parameters: { docs: { story: { inline: false, iframeHeight: 820 } } },
  render: ({ section = '', filters = '' }, context) =>
    html`<div class=${context.parameters['phone'] ? 'scene phone' : ''}>
      <live-console .room=${sceneOf(context).room} section=${section} filters=${filters}></live-console>
    </div>`,
};
export default meta;
type Story = StoryObj;

const at = (section: string, story: Story, filters = ''): Story => ({ ...story, args: { section, filters } });
const phone = (story: Story): Story => ({ ...story, parameters: { ...story.parameters, phone: true } });
const opened = (story: Story, ...buttons: string[]): Story => ({ ...story, play: press(...buttons) });
const filled = asAdmin(async (scene) => {
  fillDesk(scene);
  await sell(scene);
});
/** Opens the first order of the list, once it is there. */
const openOrder = (story: Story, ...buttons: string[]): Story => opened(story, 'td .link', ...buttons);

export const Room: Story = at('room', asModerator(busyRoom));
export const RoomOnAPhone: Story = phone(Room);
export const ActingOnAMessage: Story = opened(phone(Room), '.row .button.icon');
export const WaitingMessages: Story = at('room', asModerator(busyRoom), 'view=waiting');
export const Reports: Story = at('room', asModerator(busyRoom), 'view=reports');
export const People: Story = at('room', asModerator(busyRoom), 'view=people');
export const PeopleUnreadable: Story = at(
  'room',
  asModerator(({ stage }) => stage.fail('GET /lives/*/members', 'offline')),
  'view=people',
);
export const Rules: Story = at('room', asModerator(busyRoom), 'view=rules');
export const Log: Story = at('room', asModerator(busyRoom), 'view=log');
export const QuietRoom: Story = at('room', asModerator());

export const Orders: Story = at('orders', filled);
export const OrdersOnAPhone: Story = phone(Orders);
export const NoOrders: Story = at('orders', asAdmin());
export const OrdersUnreadable: Story = at(
  'orders',
  asAdmin(({ stage }) => stage.fail('GET /orders', 'offline')),
);
export const OrdersLoading: Story = at(
  'orders',
  asAdmin(({ stage }) => stage.hold('GET /orders')),
);
export const UnknownPayments: Story = at('orders', filled, 'show=strays');
export const FlaggedOrder: Story = openOrder(at('orders', filled, 'show=attention'));
export const MoneyWantedBack: Story = openOrder(at('orders', filled, 'show=refund'));
export const GivingMoneyBack: Story = openOrder(at('orders', filled, 'show=refund'), '.alert .accent');
export const Shipping: Story = openOrder(at('orders', filled, 'show=paid'), '.card .actions .accent');

export const Products: Story = at('products', asAdmin());
export const ProductsOnAPhone: Story = phone(Products);
export const LongNames: Story = at('products', asAdmin(undefined, { products: hardProducts }));
export const LongNamesOnAPhone: Story = phone(LongNames);
export const NoProducts: Story = at('products', asAdmin(undefined, { products: [] }));
export const NoDrafts: Story = at('products', asAdmin(), 'status=draft');
export const ProductEditor: Story = at('products', asAdmin(), 'product=p-shirt');
export const NewProduct: Story = at('products', asAdmin(), 'product=new');
export const ProductFaults: Story = opened(NewProduct, '.save .accent');
export const ProductOvertaken: Story = opened(
  at(
    'products',
    asAdmin(({ stage }) => stage.fail('PATCH /products/*', 'conflict')),
    'product=p-mug',
  ),
  '.save .accent',
);
export const Deleting: Story = opened(Products, 'td .icon');
export const Deleted: Story = opened(Products, 'td .icon', 'dialog .stop');
export const DeletedProducts: Story = at(
  'products',
  asAdmin(({ room }) => new CatalogueRepository(room).remove('p-mug')),
  'status=deleted',
);
export const NothingDeleted: Story = at('products', asAdmin(), 'status=deleted');
export const StockMovements: Story = at('products', filled, 'stock=p-shirt');
export const StockMovementsOnAPhone: Story = phone(StockMovements);
export const NoStockMovements: Story = at('products', asAdmin(), 'stock=p-mug');
export const StockUnreadable: Story = at(
  'products',
  asAdmin(({ stage }) => stage.fail('GET /products/*', 'offline')),
  'stock=p-mug',
);

export const Import: Story = at('import', asAdmin());
export const ImportChecked: Story = {
  ...at('import', filled),
  play: async (context) => {
    const field = (await find(context.canvasElement, 'textarea')) as HTMLTextAreaElement;
    field.value = 'externalId,title,price\nmug,Mug,12.50\nlamp,Lamp,12.345';
    await press('form .accent')(context);
    await find(context.canvasElement, '.report');
  },
};
export const ImportOfAPage: Story = at('import', asAdmin(), 'from=page');

export const Commission: Story = at('commission', filled);
export const CommissionOfAHost: Story = { ...Commission, parameters: { script: { options: { role: 'host' }, act: fillDesk } } };
export const SettingARate: Story = opened(Commission, '.head .accent');
export const Attribution: Story = at('attribution', filled);
export const FindingPeople: Story = at('people', asAdmin(busyRoom));
export const NobodyFound: Story = {
  ...FindingPeople,
  play: async (context) => {
    ((await find(context.canvasElement, '[name="id"]')) as HTMLInputElement).value = 'customer-42';
    await press('.toolbar .accent')(context);
  },
};
export const Identity: Story = at('people', asAdmin(fillDesk), 'user=u-bao');
export const IdentityOnAPhone: Story = phone(Identity);
export const PlainIdentity: Story = at('people', asAdmin(), 'user=u-ann');
export const IdentityFaults: Story = {
  ...Identity,
  play: async (context) => {
    const write = async (name: string, value: string): Promise<void> => {
      const field = (await find(context.canvasElement, `[name="${name}"]`)) as HTMLInputElement;
      field.value = value;
      field.dispatchEvent(new InputEvent('input'));
    };
    await write('nameColor', 'gold');
    await write('bubbleStyle', 'golden frame');
    await press('.add', '.save .accent')(context);
  },
};
export const IdentityFaultsOnAPhone: Story = phone(IdentityFaults);
export const IdentitySaved: Story = opened(Identity, '.save .accent');
export const NoSuchPerson: Story = at(
  'people',
  asAdmin(({ stage }) => stage.fail('GET /users/*', 'not-found')),
  'user=u-nobody',
);
export const IdentityUnreadable: Story = at(
  'people',
  asAdmin(({ stage }) => stage.fail('GET /users/*', 'offline')),
  'user=u-ann',
);
export const IdentityLoading: Story = at(
  'people',
  asAdmin(({ stage }) => stage.hold('GET /users/*')),
  'user=u-ann',
);
export const Words: Story = at('words', filled);
export const ShopRules: Story = at('rules', filled);
export const ShopRulesOnAPhone: Story = phone(ShopRules);
export const ShopRulesUnreadable: Story = at(
  'rules',
  asAdmin(({ stage }) => stage.fail('GET /moderation', 'offline')),
);
export const ShopLog: Story = at('log', asAdmin(busyRoom));
export const ShopLogOnAPhone: Story = phone(ShopLog);
export const EmptyShopLog: Story = at('log', asAdmin());
export const Webhooks: Story = at('webhooks', filled);
export const AddingAWebhook: Story = opened(Webhooks, '.head .accent');
export const WebhookMessages: Story = at('webhooks', filled, 'endpoint=h-1');
export const NobodyHere: Story = asAdmin(undefined, { role: 'viewer' });
export const NoSuchShowForAdmins: Story = at(
  'room',
  asAdmin(({ stage }) => stage.fail('GET /lives/*', 'not-found')),
);
export const NoSuchShow: Story = {
  ...asModerator(({ stage }) => stage.fail('GET /lives/*', 'not-found')),
};

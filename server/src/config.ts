import * as v from 'valibot';
import { Currency } from '@vitrine/core/schemas/money.ts';
import { readTencent, tencentEntries, tencentFaults } from './tencent/config.ts';

const Port = v.pipe(v.string(), v.regex(/^\d{1,5}$/, 'a port number'), v.transform(Number), v.maxValue(65_535));
const Whole = v.pipe(v.string(), v.regex(/^\d{1,12}$/, 'a whole number'), v.transform(Number));
const Factor = v.pipe(v.string(), v.regex(/^\d{1,6}(\.\d+)?$/, 'a number'), v.transform(Number), v.minValue(0.01, 'more than 0'));
const HttpUrl = v.pipe(
  v.string(),
  v.url('a URL'),
  v.regex(/^https?:\/\//, 'an http or https URL'),
  v.transform((url) => url.replace(/\/$/, '')),
);
const Secret = v.pipe(v.string(), v.minLength(32, 'at least 32 characters'));
const Origins = v.pipe(
  v.string(),
  v.transform((list) =>
    list
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  ),
  v.array(
    v.pipe(
      v.string(),
      v.check((origin) => URL.canParse(origin) && new URL(origin).origin === origin, 'exact origins, like https://shop.example'),
    ),
  ),
);
const Words = v.pipe(
  v.string(),
  v.transform((list) =>
    list
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean),
  ),
);
const Text = v.pipe(v.string(), v.minLength(1));
const pairsOf = (list: string): [string, number][] =>
  list
    .split(',')
    .filter(Boolean)
    .map((pair) => {
      const [name = '', value] = pair.split(':');
      return [name, Number(value)];
    });
/** `USD:500,JPY:800`: one amount in minor units a currency. */
const Amounts = v.pipe(
  v.string(),
  v.regex(/^([A-Z]{3}:\d{1,12}(,|$))*$/, 'amounts in minor units by currency, like USD:500,JPY:800'),
  v.transform((list) => new Map(pairsOf(list))),
);
/** `100=USD:99,550=USD:499`: so many coins for an amount in minor units. */
const Packages = v.pipe(
  v.string(),
  v.regex(/^([1-9]\d{0,8}=[A-Z]{3}:[1-9]\d{0,11}(,|$))*$/, 'coins and their prices in minor units, like 100=USD:99,550=USD:499'),
  v.transform((list) =>
    list
      .split(',')
      .filter(Boolean)
      .map((entry) => {
        const [coins = '', price = ''] = entry.split('=');
        const [[currency, amount]] = pairsOf(price) as [[string, number]];
        return { packageId: `${coins}-${currency}`, coins: Number(coins), price: { amount, currency } };
      }),
  ),
);
/** `DE:19,FR:5.5,*:0`: one rate in per cent a country, `*` for the others; kept as parts in 10,000. */
const Rates = v.pipe(
  v.string(),
  v.regex(/^(([A-Z]{2}|\*):\d{1,2}(\.\d{1,2})?(,|$))*$/, 'rates in per cent by country, like DE:19,FR:5.5,*:0'),
  v.transform((list) => new Map(pairsOf(list).map(([country, rate]) => [country, Math.round(rate * 100)]))),
);
const Environment = v.object({
  PORT: v.optional(Port, '8787'),
  HOST: v.optional(Text, '127.0.0.1'),
  DEMO_SHOP_PORT: v.optional(Port, '8788'),
  PUBLIC_URL: v.optional(HttpUrl),
  DATA_DIR: v.optional(Text, './data'),
  DATABASE_URL: v.optional(Text),
  DATABASE_AUTH_TOKEN: v.optional(Text),
  SHOP_SECRET: v.optional(Secret),
  SHOP_PUBLIC_KEY: v.optional(Text),
  SHOP_CURRENCY: v.optional(Currency, 'USD'),
  ALLOWED_ORIGINS: v.optional(Origins),
  CUSTOM_MESSAGES: v.optional(Words, ''),
  GUEST_CHAT: v.optional(v.picklist(['on', 'off']), 'on'),
  GUEST_ORDERS: v.optional(v.picklist(['on', 'off']), 'on'),
  RATE_LIMIT_FACTOR: v.optional(Factor, '1'),
  MEDIA_UDP_PORT: v.optional(Port, '40000'),
  MEDIA_ANNOUNCE_IP: v.optional(v.pipe(v.string(), v.ip('an IP address'))),
  MEDIA_MAX_VIEWERS: v.optional(Whole, '200'),
  MEDIA_WHIP_URL: v.optional(HttpUrl),
  MEDIA_WHEP_URL: v.optional(HttpUrl),
  TRUSTED_PROXIES: v.optional(
    v.pipe(v.string(), v.regex(/^\d$/, 'how many proxies stand before the server, 0 to 9'), v.transform(Number)),
    '0',
  ),
  SOCKET_HEARTBEAT_MS: v.optional(Whole, '25000'),
  SHIPPING_FLAT: v.optional(Amounts, ''),
  SHIPPING_FREE_FROM: v.optional(Amounts, ''),
  TAX_RATES: v.optional(Rates, ''),
  TAX_INCLUDED: v.optional(v.picklist(['on', 'off']), 'off'),
  LOW_STOCK: v.optional(Whole, '5'),
  RESERVATION_SECONDS: v.optional(Whole, '900'),
  ANNOUNCE_PURCHASES: v.optional(v.picklist(['on', 'off']), 'off'),
  REFUND_WINDOW_DAYS: v.optional(Whole, '14'),
  PAYMENT_PROVIDER: v.optional(v.picklist(['builtin', 'stripe', 'shopify', 'woocommerce'])),
  PAYMENT_WEBHOOK_SECRET: v.optional(Secret),
  ...tencentEntries,
  RECONCILE_SECONDS: v.optional(Whole, '120'),
  STRIPE_SECRET_KEY: v.optional(v.pipe(v.string(), v.regex(/^[sr]k_/, 'a key that begins with sk_ or rk_'))),
  STRIPE_WEBHOOK_SECRET: v.optional(v.pipe(v.string(), v.regex(/^whsec_/, 'a secret that begins with whsec_'))),
  STRIPE_API_BASE: v.optional(HttpUrl),
  CHECKOUT_URL: v.optional(v.pipe(v.string(), v.regex(/^https?:\/\//, 'an http or https URL'))),
  CHECKOUT_WEBHOOK_SECRET: v.optional(v.pipe(v.string(), v.minLength(16, 'at least 16 characters'))),
  CHECKOUT_AMOUNT: v.optional(v.picklist(['total', 'goods']), 'total'),
  COIN_PACKAGES: v.optional(Packages, '100=USD:99,550=USD:499,1200=USD:999,6500=USD:4999'),
  GIFT_BILLING_URL: v.optional(HttpUrl),
  GIFT_BILLING_LOCAL: v.optional(v.picklist(['on', 'off']), 'off'),
  GIFT_BILLING_SECRET: v.optional(
    v.pipe(v.string(), v.regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'whsec_ and at least 24 bytes in Base64')),
  ),
  LOG_LEVEL: v.optional(v.picklist(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), 'info'),
});

/** What the environment says, checked. Times are milliseconds unless the name says otherwise. */
export type Config = ReturnType<typeof readConfig>;

/** The origins whose pages may talk to the server: its own, the shop's, and in demo mode the demo shop's. */
function originsOf(
  { PORT, DEMO_SHOP_PORT, PUBLIC_URL, ALLOWED_ORIGINS = [] }: v.InferOutput<typeof Environment>,
  demo: boolean,
): string[] {
  const local = (port: number): string[] => [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  const own = PUBLIC_URL ? [new URL(PUBLIC_URL).origin] : local(PORT);
  return [...new Set([...own, ...ALLOWED_ORIGINS, ...(demo ? local(DEMO_SHOP_PORT) : [])])];
}

/** What each way to be paid needs. */
const NEEDED: Record<NonNullable<v.InferOutput<typeof Environment>['PAYMENT_PROVIDER']>, Record<string, string>> = {
  builtin: { PAYMENT_WEBHOOK_SECRET: 'The payment gateway signs its reports with it; at least 32 characters.' },
  stripe: { STRIPE_SECRET_KEY: 'Your key at Stripe.', STRIPE_WEBHOOK_SECRET: 'Stripe signs its events with it.' },
  shopify: { CHECKOUT_URL: 'Your checkout.', CHECKOUT_WEBHOOK_SECRET: 'Shopify signs its webhooks with it.' },
  woocommerce: { CHECKOUT_URL: 'Your checkout.', CHECKOUT_WEBHOOK_SECRET: 'WooCommerce signs its webhooks with it.' },
};

/** Who collects: as set, else Stripe where there is a key of it, else the built-in gateway. */
function providerOf({ PAYMENT_PROVIDER, STRIPE_SECRET_KEY }: Record<string, string | undefined>): keyof typeof NEEDED {
  if (PAYMENT_PROVIDER !== undefined && PAYMENT_PROVIDER in NEEDED) return PAYMENT_PROVIDER as keyof typeof NEEDED;
  return STRIPE_SECRET_KEY ? 'stripe' : 'builtin';
}

/** Thrown for an environment that the server cannot run with; its message lists every fault. */
export class ConfigError extends Error {}

/** Reads and checks the environment. `demo` is set by the `npm start` script alone. */
export function readConfig(env: Record<string, string | undefined>, demo: boolean) {
  // An empty variable is one that nobody set: `SHOP_SECRET= npm run serve` must not mean an empty secret.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = v.safeParse(Environment, given);
  const faults = parsed.success ? [] : parsed.issues.map((issue) => `${issue.path?.[0]?.key}: ${issue.message}`);
  if (!demo && !given.SHOP_SECRET && !given.SHOP_PUBLIC_KEY) {
    faults.push('SHOP_SECRET: missing. It is the secret with which your shop signs its users; at least 32 characters.');
  }
  const provider = providerOf(given);
  for (const [name, what] of Object.entries(demo && provider === 'builtin' ? {} : NEEDED[provider])) {
    if (!given[name]) faults.push(`${name}: missing. ${what}`);
  }
  if (Boolean(given.GIFT_BILLING_URL) !== Boolean(given.GIFT_BILLING_SECRET)) {
    faults.push('GIFT_BILLING_URL and GIFT_BILLING_SECRET: only one of them is set.');
  }
  faults.push(...tencentFaults(given));
  if (!parsed.success || faults.length > 0) throw new ConfigError(`The environment does not fit:\n  ${faults.join('\n  ')}`);
  const e = parsed.output;
  return {
    demo,
    port: e.PORT,
    host: e.HOST,
    demoShopPort: e.DEMO_SHOP_PORT,
    publicUrl: e.PUBLIC_URL,
    dataDir: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL,
    databaseAuthToken: e.DATABASE_AUTH_TOKEN,
    shopSecret: e.SHOP_SECRET,
    shopPublicKey: e.SHOP_PUBLIC_KEY,
    currency: e.SHOP_CURRENCY,
    allowedOrigins: originsOf(e, demo),
    customMessages: e.CUSTOM_MESSAGES,
    guestChat: e.GUEST_CHAT === 'on',
    guestOrders: e.GUEST_ORDERS === 'on',
    rateLimitFactor: e.RATE_LIMIT_FACTOR,
    media: {
      udpPort: e.MEDIA_UDP_PORT,
      announceIp: e.MEDIA_ANNOUNCE_IP,
      maxViewers: e.MEDIA_MAX_VIEWERS,
      whipUrl: e.MEDIA_WHIP_URL,
      whepUrl: e.MEDIA_WHEP_URL,
    },
    /** Proxies of our own before the server: so many entries of X-Forwarded-For are believed. */
    trustedProxies: e.TRUSTED_PROXIES,
    heartbeatMs: e.SOCKET_HEARTBEAT_MS,
    /** What is charged besides the goods. */
    charges: {
      shipping: e.SHIPPING_FLAT,
      freeFrom: e.SHIPPING_FREE_FROM,
      taxRates: e.TAX_RATES,
      taxIncluded: e.TAX_INCLUDED === 'on',
    },
    /** From so many left down, a SKU's stock counts as low. */
    lowStock: e.LOW_STOCK,
    reservationMs: e.RESERVATION_SECONDS * 1000,
    /** Rooms hear of what was bought in them, with masked names. */
    announcePurchases: e.ANNOUNCE_PURCHASES === 'on',
    /** How long after the payment a commission may still be taken back by a refund before it is settled. */
    refundWindowMs: e.REFUND_WINDOW_DAYS * 86_400_000,
    paymentProvider: provider,
    paymentWebhookSecret: e.PAYMENT_WEBHOOK_SECRET,
    /** The app of Tencent's on whose cloud the rooms run; undefined means the embedded engine. */
    tencent: readTencent(e),
    /** How long a payment waits for its report before the provider is asked. */
    reconcileMs: e.RECONCILE_SECONDS * 1000,
    stripe: { secretKey: e.STRIPE_SECRET_KEY, webhookSecret: e.STRIPE_WEBHOOK_SECRET, apiBase: e.STRIPE_API_BASE },
    checkout: { url: e.CHECKOUT_URL, webhookSecret: e.CHECKOUT_WEBHOOK_SECRET, compares: e.CHECKOUT_AMOUNT },
    /** What coins can be bought for. */
    coinPackages: e.COIN_PACKAGES,
    /** Where the shop bills gifts itself, with what it is asked, and whether that may be this very machine. */
    giftBilling: { url: e.GIFT_BILLING_URL, secret: e.GIFT_BILLING_SECRET, local: demo || e.GIFT_BILLING_LOCAL === 'on' },
    logLevel: e.LOG_LEVEL,
  };
}

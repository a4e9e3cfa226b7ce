import type { Config } from '../config.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { PaymentProvider } from './provider.ts';
import { createRedirect } from './redirect/redirect.ts';
import { shopify } from './redirect/shopify.ts';
import { woocommerce } from './redirect/woocommerce.ts';
import { createStripe } from './stripe/stripe.ts';

/**
 * Every way to be paid that the environment knows the secrets of, by id. New payments go to `config.paymentProvider`; the
 * others still hear of payments that were opened before the shop changed.
 */
export function createProviders(
  { paymentProvider, stripe, checkout }: Pick<Config, 'paymentProvider' | 'stripe' | 'checkout'>,
  gateway: Gateway | undefined,
): Map<string, PaymentProvider> {
  const providers: PaymentProvider[] = gateway ? [gateway] : [];
  const { secretKey, webhookSecret, apiBase } = stripe;
  if (secretKey && webhookSecret) providers.push(createStripe({ secretKey, webhookSecret, apiBase }));
  const platform = { shopify, woocommerce }[paymentProvider as 'shopify' | 'woocommerce'];
  if (platform && checkout.url && checkout.webhookSecret) {
    const { url, webhookSecret: secret, compares } = checkout;
    providers.push(createRedirect(platform, { url, webhookSecret: secret, compares }));
  }
  return new Map(providers.map((provider) => [provider.id, provider]));
}

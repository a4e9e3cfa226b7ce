import * as v from 'valibot';

/** `reserved` holds stock until `expiresAt`; only a payment's signed report makes it `paid`. */
export const OrderStatus = v.picklist(['reserved', 'paid', 'shipped', 'delivered', 'cancelled', 'expired', 'refunded']);
export type OrderStatus = v.InferOutput<typeof OrderStatus>;

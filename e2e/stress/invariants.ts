import assert from 'node:assert/strict';
import type { StressShop } from './stress-shop.ts';

/** What must be true of the books whenever somebody looks, each as a query that finds what is wrong. */
const WRONG: Record<string, string> = {
  'stock is what the ledger of movements says': `select id from skus
    where stock <> (select coalesce(sum(delta), 0) from stock_movements where sku_id = skus.id)`,
  'what is not in stock is in an order': `select s.id from skus s where s.stock + coalesce((
      select sum(i.quantity) from order_items i join orders o on o.id = i.order_id
      where i.sku_id = s.id and o.status not in ('expired', 'cancelled')), 0)
    <> (select coalesce(sum(delta), 0) from stock_movements m where m.sku_id = s.id and m.reason in ('initial', 'edit', 'restock'))`,
  'every order has its lines, and they cost what it costs': `select id from orders where total - shipping - iif(tax_included, 0, tax)
    <> (select coalesce(sum(quantity * unit_price), -1) from order_items where order_id = orders.id)`,
  'every order has one kept reply': `select o.id from orders o left join (
      select body ->> 'id' as id, count(*) as n from idempotency_keys where route = 'orders' group by 1) k on k.id = o.id
    where coalesce(k.n, 0) <> 1`,
  'every buyer was told of every order once': `select o.id from orders o left join (
      select body ->> 'orderId' as id, count(*) as n from room_events where type = 'order.placed' group by 1) e on e.id = o.id
    where coalesce(e.n, 0) <> 1`,
  'a paid order has one payment that is kept': `select id from orders where status in ('paid', 'shipped', 'delivered')
    and (select count(*) from payments where order_id = orders.id and status in ('captured', 'refunding')
      and not exists (select 1 from refunds where payment_id = payments.id and reason in ('late', 'duplicate'))) <> 1`,
  'money of an order that ended goes back': `select p.id from payments p join orders o on o.id = p.order_id
    where p.status = 'captured' and o.status in ('expired', 'cancelled')`,
  'refunds never add up to more than was paid': `select p.id from payments p
    where p.amount < (select coalesce(sum(amount), 0) from refunds where payment_id = p.id and status <> 'failed')`,
  'what went back is what was reported': `select p.id from payments p
    where p.refunded <> (select coalesce(sum(amount), 0) from refunds where payment_id = p.id and status = 'done')`,
  'a refund of an order is spread over its lines': `select r.id from refunds r where r.reason in ('asked', 'elsewhere')
    and r.amount <> (select coalesce(sum(amount), 0) from refund_lines where refund_id = r.id)`,
  'coins came once with the money of a top-up, and not without': `select id from top_ups
    where (status in ('paid', 'refunded')) <> (select count(*) from transfers where id = 'top-up:' || top_ups.id)`,
  'coins went back as money did, as far as nobody spent them': `select id from top_ups where coins * refunded / amount
    <> (select coalesce(sum(amount), 0) from transfers where id >= 'top-up-refund:' || top_ups.id || ':' and id < 'top-up-refund:' || top_ups.id || ';')`,
  'what somebody holds is what was moved': `select user_id from accounts where amount
    <> (select coalesce(sum(iif(to_user_id = user_id, t.amount, -t.amount)), 0) from transfers t
      where t.unit = accounts.unit and user_id in (t.to_user_id, t.from_user_id))`,
  'what a movement says was left is what was left': `select id from (
      select id, balance, sum(delta) over (partition by sku_id order by id) as there from stock_movements) where balance <> there`,
  'accounts add up to nothing': `select unit from accounts group by unit having sum(amount) <> 0`,
  'the file is whole': `select * from pragma_integrity_check where integrity_check <> 'ok'`,
};

/** Looks for anything that is wrong; the message names it. */
export async function checkInvariants(shop: StressShop): Promise<void> {
  for (const [rule, query] of Object.entries(WRONG)) assert.deepEqual(await shop.read(query), [], rule);
}

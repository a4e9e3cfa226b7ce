CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`sub` text NOT NULL,
	`change_id` text NOT NULL,
	`name` text NOT NULL,
	`avatar_url` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_sub_unique` ON `users` (`sub`);--> statement-breakpoint
CREATE TABLE `health_probes` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`user_id` text NOT NULL,
	`route` text NOT NULL,
	`key` text NOT NULL,
	`body_hash` text NOT NULL,
	`status` integer NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `route`, `key`)
);
--> statement-breakpoint
CREATE TABLE `live_members` (
	`live_id` text NOT NULL,
	`user_id` text NOT NULL,
	`change_id` text NOT NULL,
	`muted_until` integer DEFAULT 0 NOT NULL,
	`banned_until` integer DEFAULT 0 NOT NULL,
	`reason` text,
	PRIMARY KEY(`live_id`, `user_id`)
);
--> statement-breakpoint
CREATE TABLE `live_metadata` (
	`live_id` text NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`live_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `live_products` (
	`live_id` text NOT NULL,
	`product_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`live_id`, `product_id`)
);
--> statement-breakpoint
CREATE INDEX `live_products_by_product` ON `live_products` (`product_id`);--> statement-breakpoint
CREATE TABLE `lives` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`epoch` text NOT NULL,
	`title` text NOT NULL,
	`host_id` text NOT NULL,
	`host_name` text DEFAULT '' NOT NULL,
	`host_avatar_url` text,
	`status` text NOT NULL,
	`starts_at` integer,
	`started_at` integer,
	`ended_at` integer,
	`cover_url` text,
	`currency` text NOT NULL,
	`notice` text DEFAULT '' NOT NULL,
	`like_count` integer DEFAULT 0 NOT NULL,
	`shelf_version` integer DEFAULT 0 NOT NULL,
	`last_listing_at` integer DEFAULT 0 NOT NULL,
	`stream_key` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `lives_by_status` ON `lives` (`status`,`created_at`);--> statement-breakpoint
CREATE TABLE `cart_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`sku_id` text NOT NULL,
	`quantity` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "cart_lines_quantity" CHECK("cart_lines"."quantity" between 1 and 999)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cart_lines_by_sku` ON `cart_lines` (`user_id`,`sku_id`);--> statement-breakpoint
CREATE TABLE `order_items` (
	`order_id` text NOT NULL,
	`sku_id` text NOT NULL,
	`product_id` text NOT NULL,
	`title` text NOT NULL,
	`options` text NOT NULL,
	`image_url` text,
	`quantity` integer NOT NULL,
	`unit_price` integer NOT NULL,
	PRIMARY KEY(`order_id`, `sku_id`),
	CONSTRAINT "order_items_quantity" CHECK("order_items"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE `orders` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`number` text NOT NULL,
	`buyer_id` text NOT NULL,
	`status` text NOT NULL,
	`currency` text NOT NULL,
	`total` integer NOT NULL,
	`refunded` integer DEFAULT 0 NOT NULL,
	`live_id` text,
	`anchor_id` text,
	`popup_event_id` text,
	`address` text,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "orders_refunded" CHECK("orders"."refunded" between 0 and "orders"."total")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orders_number_unique` ON `orders` (`number`);--> statement-breakpoint
CREATE INDEX `orders_by_buyer` ON `orders` (`buyer_id`,`id`);--> statement-breakpoint
CREATE INDEX `orders_by_expiry` ON `orders` (`status`,`expires_at`);--> statement-breakpoint
CREATE TABLE `shipments` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`change_id` text NOT NULL,
	`carrier` text NOT NULL,
	`tracking` text NOT NULL,
	`url` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `shipments_by_order` ON `shipments` (`order_id`);--> statement-breakpoint
CREATE TABLE `gateway_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`delivered_at` integer
);
--> statement-breakpoint
CREATE INDEX `gateway_deliveries_waiting` ON `gateway_deliveries` (`delivered_at`,`next_attempt_at`);--> statement-breakpoint
CREATE TABLE `gateway_payments` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`reference` text NOT NULL,
	`description` text NOT NULL,
	`return_url` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`status` text NOT NULL,
	`refunded` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `gateway_payments_reference_unique` ON `gateway_payments` (`reference`);--> statement-breakpoint
CREATE TABLE `payment_events` (
	`provider` text NOT NULL,
	`event_id` text NOT NULL,
	`change_id` text NOT NULL,
	`type` text NOT NULL,
	`payment_id` text NOT NULL,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`provider`, `event_id`)
);
--> statement-breakpoint
CREATE TABLE `payments` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`order_id` text NOT NULL,
	`provider` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`status` text NOT NULL,
	`refunded` integer DEFAULT 0 NOT NULL,
	`pay_url` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "payments_refunded" CHECK("payments"."refunded" between 0 and "payments"."amount")
);
--> statement-breakpoint
CREATE INDEX `payments_by_order` ON `payments` (`order_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `payments_open` ON `payments` (`order_id`) WHERE status = 'created';--> statement-breakpoint
CREATE TABLE `refunds` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`payment_id` text NOT NULL,
	`order_id` text NOT NULL,
	`amount` integer NOT NULL,
	`reason` text NOT NULL,
	`status` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "refunds_amount" CHECK("refunds"."amount" > 0)
);
--> statement-breakpoint
CREATE INDEX `refunds_waiting` ON `refunds` (`status`,`next_attempt_at`);--> statement-breakpoint
CREATE INDEX `refunds_by_payment` ON `refunds` (`payment_id`);--> statement-breakpoint
CREATE TABLE `products` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`title` text NOT NULL,
	`title_zh` text,
	`description` text DEFAULT '' NOT NULL,
	`category` text DEFAULT '' NOT NULL,
	`images` text NOT NULL,
	`url` text,
	`external_id` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `products_externalId_unique` ON `products` (`external_id`);--> statement-breakpoint
CREATE INDEX `products_by_category` ON `products` (`category`,`id`);--> statement-breakpoint
CREATE INDEX `products_by_title` ON `products` (lower("title"),`id`);--> statement-breakpoint
CREATE TABLE `sku_prices` (
	`sku_id` text NOT NULL,
	`currency` text NOT NULL,
	`amount` integer NOT NULL,
	`compare_at` integer,
	PRIMARY KEY(`sku_id`, `currency`),
	CONSTRAINT "sku_prices_amount" CHECK("sku_prices"."amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE `skus` (
	`id` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`position` integer NOT NULL,
	`options` text NOT NULL,
	`stock` integer NOT NULL,
	CONSTRAINT "skus_stock" CHECK("skus"."stock" >= 0)
);
--> statement-breakpoint
CREATE INDEX `skus_by_product` ON `skus` (`product_id`);--> statement-breakpoint
CREATE TABLE `barrages` (
	`event_id` text PRIMARY KEY NOT NULL,
	`live_id` text NOT NULL,
	`user_id` text NOT NULL,
	`ts` integer NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `barrages_by_live` ON `barrages` (`live_id`,`ts`);--> statement-breakpoint
CREATE TABLE `room_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`event_id` text NOT NULL,
	`live_id` text NOT NULL,
	`seq` integer,
	`to` text,
	`type` text NOT NULL,
	`ts` integer NOT NULL,
	`body` text NOT NULL,
	`metadata` text,
	`delivered_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer DEFAULT 0 NOT NULL,
	`dead_reason` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `room_events_eventId_unique` ON `room_events` (`event_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `room_events_by_seq` ON `room_events` (`live_id`,`seq`);--> statement-breakpoint
CREATE INDEX `room_events_waiting` ON `room_events` (`delivered_at`,`id`);--> statement-breakpoint
CREATE INDEX `room_events_private` ON `room_events` (`to`,`id`);
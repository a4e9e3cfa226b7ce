CREATE TABLE `commission_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`refund_id` text NOT NULL,
	`order_id` text NOT NULL,
	`sku_id` text NOT NULL,
	`host_id` text NOT NULL,
	`currency` text NOT NULL,
	`basis_points` integer NOT NULL,
	`amount` integer NOT NULL,
	`created_at` integer NOT NULL,
	`settle_at` integer NOT NULL,
	`settled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `commission_entries_once` ON `commission_entries` (`order_id`,`sku_id`,`refund_id`);--> statement-breakpoint
CREATE INDEX `commission_entries_by_host` ON `commission_entries` (`host_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `commission_entries_open` ON `commission_entries` (`settle_at`) WHERE settled_at is null;--> statement-breakpoint
CREATE TABLE `commission_rates` (
	`host_id` text NOT NULL,
	`product_id` text NOT NULL,
	`change_id` text NOT NULL,
	`basis_points` integer NOT NULL,
	PRIMARY KEY(`host_id`, `product_id`),
	CONSTRAINT "commission_rates_bounds" CHECK("commission_rates"."basis_points" between 0 and 10000)
);
--> statement-breakpoint
CREATE TABLE `refund_requests` (
	`order_id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`status` text NOT NULL,
	`reason` text NOT NULL,
	`lines` text,
	`answer` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `refund_lines` (
	`refund_id` text NOT NULL,
	`sku_id` text NOT NULL,
	`quantity` integer NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`refund_id`, `sku_id`),
	CONSTRAINT "refund_lines_amount" CHECK("refund_lines"."amount" >= 0 and "refund_lines"."quantity" >= 0)
);
--> statement-breakpoint
CREATE TABLE `stray_reports` (
	`provider` text NOT NULL,
	`event_id` text NOT NULL,
	`report` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`provider`, `event_id`)
);
--> statement-breakpoint
CREATE INDEX `stray_reports_waiting` ON `stray_reports` (`next_attempt_at`);--> statement-breakpoint
CREATE TABLE `accounts` (
	`user_id` text NOT NULL,
	`unit` text NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`user_id`, `unit`),
	CONSTRAINT "accounts_amount" CHECK("accounts"."user_id" = '' or "accounts"."amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE `follow_counts` (
	`host_id` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	CONSTRAINT "follow_counts_count" CHECK("follow_counts"."count" >= 0)
);
--> statement-breakpoint
CREATE TABLE `follows` (
	`follower_id` text NOT NULL,
	`host_id` text NOT NULL,
	`change_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`follower_id`, `host_id`)
);
--> statement-breakpoint
CREATE INDEX `follows_by_host` ON `follows` (`host_id`);--> statement-breakpoint
CREATE TABLE `transfers` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`unit` text NOT NULL,
	`from_user_id` text NOT NULL,
	`to_user_id` text NOT NULL,
	`amount` integer NOT NULL,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "transfers_amount" CHECK("transfers"."amount" > 0 and "transfers"."from_user_id" <> "transfers"."to_user_id")
);
--> statement-breakpoint
CREATE INDEX `transfers_from` ON `transfers` (`from_user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `transfers_to` ON `transfers` (`to_user_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`message_id` text NOT NULL,
	`endpoint_id` text NOT NULL,
	`type` text NOT NULL,
	`body` text NOT NULL,
	`status` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`last_status` integer,
	`last_error` text,
	`created_at` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `webhook_deliveries_waiting` ON `webhook_deliveries` (`status`,`next_attempt_at`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_finished` ON `webhook_deliveries` (`finished_at`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_by_endpoint` ON `webhook_deliveries` (`endpoint_id`,`id`);--> statement-breakpoint
CREATE TABLE `webhook_endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`url` text NOT NULL,
	`types` text NOT NULL,
	`secret` text NOT NULL,
	`previous_secret` text,
	`previous_until` integer,
	`status` text NOT NULL,
	`disabled_reason` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `orders` ADD `shipping` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `tax` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `tax_included` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `flag` text;--> statement-breakpoint
CREATE INDEX `orders_flagged` ON `orders` (`id`) WHERE flag is not null;--> statement-breakpoint
ALTER TABLE `payments` ADD `reference` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `check_at` integer;--> statement-breakpoint
ALTER TABLE `payments` ADD `checks` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `payments_to_check` ON `payments` (`check_at`) WHERE check_at is not null;--> statement-breakpoint
CREATE INDEX `payments_by_reference` ON `payments` (`reference`);
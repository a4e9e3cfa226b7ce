CREATE TABLE `gift_bills` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`live_id` text NOT NULL,
	`user_id` text NOT NULL,
	`gift_id` text NOT NULL,
	`count` integer NOT NULL,
	`coins` integer NOT NULL,
	`status` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `gift_bills_waiting` ON `gift_bills` (`next_attempt_at`) WHERE status in ('asked', 'cancelling');--> statement-breakpoint
CREATE TABLE `gift_categories` (
	`category_id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`default_name` text NOT NULL,
	`default_desc` text NOT NULL,
	`names` text NOT NULL,
	`extension_info` text NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `gift_combos` (
	`live_id` text NOT NULL,
	`user_id` text NOT NULL,
	`gift_id` text NOT NULL,
	`combo_id` text NOT NULL,
	`count` integer NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`live_id`, `user_id`, `gift_id`)
);
--> statement-breakpoint
CREATE TABLE `gift_senders` (
	`live_id` text NOT NULL,
	`user_id` text NOT NULL,
	`user_name` text NOT NULL,
	`avatar_url` text,
	`coins` integer NOT NULL,
	`gifts` integer NOT NULL,
	PRIMARY KEY(`live_id`, `user_id`)
);
--> statement-breakpoint
CREATE INDEX `gift_senders_by_coins` ON `gift_senders` (`live_id`,`coins`);--> statement-breakpoint
CREATE TABLE `gift_sends` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`live_id` text NOT NULL,
	`user_id` text NOT NULL,
	`gift_id` text NOT NULL,
	`count` integer NOT NULL,
	`coins` integer NOT NULL,
	`billing` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "gift_sends_amounts" CHECK("gift_sends"."count" > 0 and "gift_sends"."coins" > 0)
);
--> statement-breakpoint
CREATE INDEX `gift_sends_by_live` ON `gift_sends` (`live_id`,`id`);--> statement-breakpoint
CREATE TABLE `gift_totals` (
	`live_id` text PRIMARY KEY NOT NULL,
	`gifts` integer NOT NULL,
	`coins` integer NOT NULL,
	`senders` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `gifts` (
	`gift_id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`default_name` text NOT NULL,
	`default_desc` text NOT NULL,
	`names` text NOT NULL,
	`icon_url` text NOT NULL,
	`resource_url` text,
	`coins` integer NOT NULL,
	`level` integer NOT NULL,
	`extension_info` text NOT NULL,
	`category_ids` text NOT NULL,
	`position` integer NOT NULL,
	`enabled` integer NOT NULL,
	CONSTRAINT "gifts_coins" CHECK("gifts"."coins" > 0)
);
--> statement-breakpoint
CREATE TABLE `top_ups` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`user_id` text NOT NULL,
	`coins` integer NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`provider` text NOT NULL,
	`reference` text,
	`status` text NOT NULL,
	`pay_url` text NOT NULL,
	`check_at` integer,
	`checks` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "top_ups_amounts" CHECK("top_ups"."coins" > 0 and "top_ups"."amount" > 0)
);
--> statement-breakpoint
CREATE INDEX `top_ups_by_user` ON `top_ups` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `top_ups_by_reference` ON `top_ups` (`reference`);--> statement-breakpoint
CREATE INDEX `top_ups_to_check` ON `top_ups` (`check_at`) WHERE check_at is not null;
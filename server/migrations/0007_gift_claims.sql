CREATE TABLE `gift_claims` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`key` text NOT NULL,
	`live_id` text NOT NULL,
	`sender` text NOT NULL,
	`user_id` text NOT NULL,
	`gift` text NOT NULL,
	`count` integer NOT NULL,
	`coins` integer NOT NULL,
	`billing` text NOT NULL,
	`charged` integer NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	CONSTRAINT "gift_claims_amounts" CHECK("gift_claims"."count" > 0 and "gift_claims"."coins" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `gift_claims_key_unique` ON `gift_claims` (`key`);--> statement-breakpoint
CREATE INDEX `gift_claims_held` ON `gift_claims` (`live_id`,`id`) WHERE status = 'held';--> statement-breakpoint
CREATE INDEX `gift_claims_waiting` ON `gift_claims` (`id`) WHERE status in ('unclear', 'unpaid');--> statement-breakpoint
CREATE INDEX `gift_claims_by_live` ON `gift_claims` (`live_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `gift_tallies` (
	`live_id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`coins` integer NOT NULL,
	`unasked` integer NOT NULL,
	`missing` integer NOT NULL,
	`audit` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tencent_written` (
	`key` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL
);

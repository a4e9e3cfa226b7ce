CREATE TABLE `held_barrages` (
	`event_id` text PRIMARY KEY NOT NULL,
	`live_id` text NOT NULL,
	`change_id` text NOT NULL,
	`user_id` text NOT NULL,
	`ts` integer NOT NULL,
	`body` text NOT NULL,
	`rule` text NOT NULL,
	`status` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `held_barrages_by_live` ON `held_barrages` (`live_id`,`status`,`ts`);--> statement-breakpoint
CREATE TABLE `listed_words` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`word` text NOT NULL,
	`language` text NOT NULL,
	`action` text NOT NULL,
	`match` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `listed_words_by_word` ON `listed_words` (`word`,`language`);--> statement-breakpoint
CREATE TABLE `moderation_log` (
	`id` text PRIMARY KEY NOT NULL,
	`ts` integer NOT NULL,
	`live_id` text NOT NULL,
	`actor_id` text NOT NULL,
	`actor_name` text NOT NULL,
	`act` text NOT NULL,
	`user_id` text,
	`barrage_id` text,
	`reason` text,
	`details` text
);
--> statement-breakpoint
CREATE INDEX `moderation_log_by_live` ON `moderation_log` (`live_id`,`id`);--> statement-breakpoint
CREATE TABLE `moderation_settings` (
	`scope` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`settings` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `reports` (
	`id` text PRIMARY KEY NOT NULL,
	`live_id` text NOT NULL,
	`change_id` text NOT NULL,
	`ts` integer NOT NULL,
	`reporter_id` text NOT NULL,
	`user_id` text NOT NULL,
	`barrage_id` text NOT NULL,
	`text` text,
	`reason` text NOT NULL,
	`note` text NOT NULL,
	`status` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `reports_by_live` ON `reports` (`live_id`,`status`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `reports_once` ON `reports` (`live_id`,`reporter_id`,`user_id`,`barrage_id`);--> statement-breakpoint
ALTER TABLE `live_members` ADD `administrator` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `lives` ADD `pinned` text;--> statement-breakpoint
ALTER TABLE `barrages` ADD `removal_id` text;
CREATE TABLE `identities` (
	`user_id` text PRIMARY KEY NOT NULL,
	`change` integer NOT NULL,
	`identity` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `identities_change_unique` ON `identities` (`change`);--> statement-breakpoint
ALTER TABLE `live_members` ADD `carried_to` text;--> statement-breakpoint
CREATE INDEX `live_members_by_user` ON `live_members` (`user_id`);
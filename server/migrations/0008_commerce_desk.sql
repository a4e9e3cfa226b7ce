DROP INDEX `products_externalId_unique`;--> statement-breakpoint
CREATE UNIQUE INDEX `products_external_id` ON `products` (`external_id`) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX `products_deleted` ON `products` (`deleted_at`,`serial`) WHERE deleted_at is not null;--> statement-breakpoint
ALTER TABLE `skus` ADD `moved_as` text;--> statement-breakpoint
ALTER TABLE `stock_movements` ADD `user_id` text;--> statement-breakpoint
ALTER TABLE `stock_movements` ADD `balance` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_top_ups` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`user_id` text NOT NULL,
	`coins` integer NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`provider` text NOT NULL,
	`reference` text,
	`refunded` integer DEFAULT 0 NOT NULL,
	`status` text NOT NULL,
	`pay_url` text NOT NULL,
	`check_at` integer,
	`checks` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "top_ups_amounts" CHECK("__new_top_ups"."coins" > 0 and "__new_top_ups"."amount" > 0),
	CONSTRAINT "top_ups_refunded" CHECK("__new_top_ups"."refunded" between 0 and "__new_top_ups"."amount")
);
--> statement-breakpoint
INSERT INTO `__new_top_ups`("id", "change_id", "user_id", "coins", "amount", "currency", "provider", "reference", "refunded", "status", "pay_url", "check_at", "checks", "created_at") SELECT "id", "change_id", "user_id", "coins", "amount", "currency", "provider", "reference", iif("status" = 'refunded', "amount", 0), "status", "pay_url", "check_at", "checks", "created_at" FROM `top_ups`;--> statement-breakpoint
DROP TABLE `top_ups`;--> statement-breakpoint
ALTER TABLE `__new_top_ups` RENAME TO `top_ups`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `top_ups_by_user` ON `top_ups` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `top_ups_by_reference` ON `top_ups` (`reference`);--> statement-breakpoint
CREATE INDEX `top_ups_to_check` ON `top_ups` (`check_at`) WHERE check_at is not null;--> statement-breakpoint
UPDATE `stock_movements` SET `balance` = b.`balance`
	FROM (SELECT `id`, sum(`delta`) OVER (PARTITION BY `sku_id` ORDER BY `id`) AS `balance` FROM `stock_movements`) b
	WHERE b.`id` = `stock_movements`.`id`;--> statement-breakpoint
DROP TRIGGER `skus_moved_in`;--> statement-breakpoint
CREATE TRIGGER `skus_moved_in` AFTER INSERT ON `skus` WHEN new.`stock` <> 0 BEGIN
	INSERT INTO `stock_movements` (`sku_id`, `delta`, `reason`, `order_id`, `user_id`, `balance`, `at`)
	VALUES (new.`id`, new.`stock`, coalesce(new.`moved_by`, 'initial'), new.`moved_for`, new.`moved_as`, new.`stock`,
		cast(unixepoch('subsec') * 1000 as integer));
END;--> statement-breakpoint
DROP TRIGGER `skus_moved`;--> statement-breakpoint
CREATE TRIGGER `skus_moved` AFTER UPDATE OF `stock` ON `skus` WHEN new.`stock` <> old.`stock` BEGIN
	INSERT INTO `stock_movements` (`sku_id`, `delta`, `reason`, `order_id`, `user_id`, `balance`, `at`)
	VALUES (new.`id`, new.`stock` - old.`stock`, coalesce(new.`moved_by`, 'edit'), new.`moved_for`, new.`moved_as`, new.`stock`,
		cast(unixepoch('subsec') * 1000 as integer));
END;

CREATE TABLE `product_prices` (
	`serial` integer NOT NULL,
	`currency` text NOT NULL,
	`amount` integer NOT NULL,
	`category` text NOT NULL,
	PRIMARY KEY(`serial`, `currency`)
);
--> statement-breakpoint
CREATE INDEX `product_prices_by_amount` ON `product_prices` (`currency`,`amount`,`serial`);--> statement-breakpoint
CREATE INDEX `product_prices_by_category` ON `product_prices` (`currency`,`category`,`amount`,`serial`);--> statement-breakpoint
CREATE TABLE `stock_movements` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`sku_id` text NOT NULL,
	`delta` integer NOT NULL,
	`reason` text NOT NULL,
	`order_id` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `stock_movements_by_sku` ON `stock_movements` (`sku_id`,`id`);--> statement-breakpoint
CREATE TABLE `waitlist` (
	`sku_id` text NOT NULL,
	`user_id` text NOT NULL,
	`change_id` text NOT NULL,
	`live_id` text,
	`created_at` integer NOT NULL,
	`told_at` integer,
	PRIMARY KEY(`sku_id`, `user_id`)
);
--> statement-breakpoint
CREATE INDEX `waitlist_by_user` ON `waitlist` (`user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `waitlist_waiting` ON `waitlist` (`sku_id`,`created_at`) WHERE told_at is null;--> statement-breakpoint
DROP INDEX `products_by_category`;--> statement-breakpoint
DROP INDEX `products_by_title`;--> statement-breakpoint
ALTER TABLE `products` ADD `serial` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `tags` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `published` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `max_quantity` integer;--> statement-breakpoint
ALTER TABLE `products` ADD `indexed_as` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `products` SET `serial` = (SELECT count(*) FROM `products` p WHERE p.`id` <= `products`.`id`);--> statement-breakpoint
CREATE INDEX `products_by_serial` ON `products` (`serial`);--> statement-breakpoint
CREATE INDEX `products_by_index` ON `products` (`indexed_as`);--> statement-breakpoint
CREATE INDEX `products_by_category` ON `products` (`category`,`serial`);--> statement-breakpoint
CREATE INDEX `products_by_title` ON `products` (lower("title"),`serial`);--> statement-breakpoint
ALTER TABLE `cart_lines` ADD `change_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `skus` ADD `code` text;--> statement-breakpoint
ALTER TABLE `skus` ADD `sold_out` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `skus` ADD `moved_by` text;--> statement-breakpoint
ALTER TABLE `skus` ADD `moved_for` text;--> statement-breakpoint
ALTER TABLE `skus` ADD `deleted_at` integer;--> statement-breakpoint
ALTER TABLE `skus` ADD `available` integer GENERATED ALWAYS AS (iif(sold_out or deleted_at is not null, 0, stock)) VIRTUAL;--> statement-breakpoint
ALTER TABLE `skus` ADD `told` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `skus` ADD `told_by` text;--> statement-breakpoint
ALTER TABLE `skus` ADD `back` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `skus_untold` ON `skus` (`id`) WHERE told <> available;--> statement-breakpoint
CREATE INDEX `skus_back` ON `skus` (`id`) WHERE back = 1;--> statement-breakpoint
UPDATE `skus` SET `told` = `available`;--> statement-breakpoint
INSERT INTO `stock_movements` (`sku_id`, `delta`, `reason`, `at`)
	SELECT `id`, `stock`, 'initial', cast(unixepoch('subsec') * 1000 as integer) FROM `skus` WHERE `stock` <> 0;--> statement-breakpoint
CREATE TRIGGER `skus_moved_in` AFTER INSERT ON `skus` WHEN new.`stock` <> 0 BEGIN
	INSERT INTO `stock_movements` (`sku_id`, `delta`, `reason`, `order_id`, `at`)
	VALUES (new.`id`, new.`stock`, coalesce(new.`moved_by`, 'initial'), new.`moved_for`, cast(unixepoch('subsec') * 1000 as integer));
END;--> statement-breakpoint
CREATE TRIGGER `skus_moved` AFTER UPDATE OF `stock` ON `skus` WHEN new.`stock` <> old.`stock` BEGIN
	INSERT INTO `stock_movements` (`sku_id`, `delta`, `reason`, `order_id`, `at`)
	VALUES (new.`id`, new.`stock` - old.`stock`, coalesce(new.`moved_by`, 'edit'), new.`moved_for`, cast(unixepoch('subsec') * 1000 as integer));
END;--> statement-breakpoint
CREATE TRIGGER `skus_returned` AFTER UPDATE OF `stock`, `sold_out` ON `skus` WHEN old.`available` = 0 AND new.`available` > 0 BEGIN
	UPDATE `skus` SET `back` = 1 WHERE `id` = new.`id`
		AND EXISTS (SELECT 1 FROM `waitlist` WHERE `sku_id` = new.`id` AND `told_at` IS NULL);
END;--> statement-breakpoint
CREATE VIRTUAL TABLE `product_search` USING fts5(`title`, `more`, `description`, `facets`, content='', contentless_delete=1, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'");

CREATE TABLE `tencent_relays` (
	`live_id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`task_id` text NOT NULL,
	`started_at` integer NOT NULL
);

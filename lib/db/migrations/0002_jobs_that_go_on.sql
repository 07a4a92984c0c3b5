ALTER TABLE "workflow_intents" ADD COLUMN "before" jsonb;--> statement-breakpoint
CREATE TABLE "job_lanes" (
	"lane" text PRIMARY KEY NOT NULL,
	"job_id" uuid,
	"held_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "job_steps" (
	"job_id" uuid NOT NULL,
	"index" integer NOT NULL,
	"operation" text,
	"state" text NOT NULL,
	"sent_at" timestamp with time zone,
	"total" integer NOT NULL,
	"succeeded" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"unknown" integer DEFAULT 0 NOT NULL,
	"not_sent" integer DEFAULT 0 NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "job_steps_job_id_index_pk" PRIMARY KEY("job_id","index")
);
--> statement-breakpoint
ALTER TABLE "job_rows" ADD COLUMN "step" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "job_rows" ALTER COLUMN "step" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "job_rows" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "paused_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "pauses" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "list_id" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "lane" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "turn_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ALTER COLUMN "turn_at" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "ticket" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ALTER COLUMN "ticket" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "attempt" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "job_steps" ADD CONSTRAINT "job_steps_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "job_rows_step" ON "job_rows" USING btree ("job_id","step","row");--> statement-breakpoint
CREATE INDEX "job_rows_revision" ON "job_rows" USING btree ("job_id","revision","row");--> statement-breakpoint
CREATE INDEX "jobs_lane" ON "jobs" USING btree ("lane") WHERE ended_at is null;--> statement-breakpoint
ALTER TABLE "jobs" DROP COLUMN "heartbeat_at";--> statement-breakpoint
-- Jobs of before had no steps and lived in one process: what was under way when that ended is over.
UPDATE "job_rows" SET "outcome" = CASE WHEN "started_at" IS NULL THEN 'not-sent' ELSE 'unknown' END, "code" = 'interrupted', "message" = 'Clearance stopped while this job ran.' WHERE "outcome" = 'pending';--> statement-breakpoint
UPDATE "jobs" SET "state" = 'failed', "reason" = 'Clearance stopped while this job ran.', "ended_at" = now() WHERE "ended_at" IS NULL;--> statement-breakpoint
INSERT INTO "job_steps" ("job_id", "index", "state", "total", "succeeded", "failed", "unknown", "not_sent", "started_at", "ended_at")
SELECT "jobs"."id", 1, 'done', count("row"), count(*) FILTER (WHERE "outcome" = 'done'), count(*) FILTER (WHERE "outcome" = 'refused'), count(*) FILTER (WHERE "outcome" = 'unknown'), count(*) FILTER (WHERE "outcome" = 'not-sent'), "created_at", "ended_at" FROM "jobs" LEFT JOIN "job_rows" ON "job_rows"."job_id" = "jobs"."id" GROUP BY "jobs"."id";

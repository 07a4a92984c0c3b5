-- A grant belongs to a holder: a person, by their id, or the company.
ALTER TABLE "grants" ADD COLUMN "holder" text;--> statement-breakpoint
UPDATE "grants" SET "holder" = "person_id"::text;--> statement-breakpoint
ALTER TABLE "grants" DROP CONSTRAINT "grants_pkey";--> statement-breakpoint
ALTER TABLE "grants" ADD PRIMARY KEY ("holder");--> statement-breakpoint
ALTER TABLE "grants" ALTER COLUMN "person_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "configured_hash" text;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_person_id_unique" UNIQUE("person_id");

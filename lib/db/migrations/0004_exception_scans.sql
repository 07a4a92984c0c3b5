CREATE TABLE "exception_findings" (
	"job_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"exceptions" jsonb NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "exception_findings_job_id_row_pk" PRIMARY KEY("job_id","row")
);
--> statement-breakpoint
ALTER TABLE "exception_findings" ADD CONSTRAINT "exception_findings_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entries_kind" ON "audit_entries" USING btree ("object_kind","at");
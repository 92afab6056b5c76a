import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The live monitor: people known from photos, alerts about unknown faces, and when the last one was raised. */
export class AddMonitor1795225600016 implements MigrationInterface {
  name = 'AddMonitor1795225600016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "known_people" (
        "id" uuid NOT NULL,
        "name" text NOT NULL,
        "folded" text NOT NULL,
        "wrapped" bytea NOT NULL,
        "sealed" bytea NOT NULL,
        "photos" smallint NOT NULL,
        "pipeline_id" text NOT NULL,
        "engine" text NOT NULL,
        "agreed_by" uuid NOT NULL,
        "agreed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "UQ_349fcc8129eb1dd09679511607f" UNIQUE ("folded"),
        CONSTRAINT "PK_2495d2841cd224185fe20506a88" PRIMARY KEY ("id"),
        CONSTRAINT "FK_f74c162c48b840d4a6877c3c671" FOREIGN KEY ("agreed_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
      )
    `);
    await runner.query(`CREATE INDEX "IDX_71fd5277f8af4becd6b88cb63f" ON "known_people" ("expires_at")`);
    await runner.query(`
      CREATE TABLE "monitor_alerts" (
        "id" uuid NOT NULL,
        "at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "watched_by" uuid NOT NULL,
        "object_key" text NOT NULL,
        "wrapped" bytea NOT NULL,
        "faces" jsonb NOT NULL,
        "seen_at" TIMESTAMP WITH TIME ZONE,
        "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "UQ_b333ba0d53374c9892e36c468b9" UNIQUE ("object_key"),
        CONSTRAINT "PK_b0678f298a6be251ec121ff03b7" PRIMARY KEY ("id"),
        CONSTRAINT "FK_f971308ce3e20aa7ebea9ddc280" FOREIGN KEY ("watched_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
      )
    `);
    await runner.query(`CREATE INDEX "IDX_edd275925288f5bc073a794e32" ON "monitor_alerts" ("expires_at")`);
    await runner.query(`
      CREATE TABLE "monitor_state" (
        "id" smallint NOT NULL,
        "alerted_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "PK_9aff4fe622c1d1c83a96de58016" PRIMARY KEY ("id")
      )
    `);
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }
}

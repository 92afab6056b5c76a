import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How head movements that were asked for ended, so that a restart does not forget it. */
export class AddLivenessRuns1795225600002 implements MigrationInterface {
  name = 'AddLivenessRuns1795225600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "liveness_runs" (
        "id" uuid NOT NULL,
        "attempt_id" uuid NOT NULL,
        "repeat_of" uuid,
        "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "begun_at" TIMESTAMP WITH TIME ZONE,
        "ended_at" TIMESTAMP WITH TIME ZONE,
        "outcome" text,
        "reason" text,
        CONSTRAINT "PK_c62d05e1845e6d4ff0b9965255a" PRIMARY KEY ("id")
      )
    `);
    await runner.query(`CREATE INDEX "IDX_05bccebeac0e3fc0e5a93994ee" ON "liveness_runs" ("attempt_id")`);
    await runner.query(`
      ALTER TABLE "liveness_runs" ADD CONSTRAINT "FK_05bccebeac0e3fc0e5a93994ee2"
      FOREIGN KEY ("attempt_id") REFERENCES "attempts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `);
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }
}

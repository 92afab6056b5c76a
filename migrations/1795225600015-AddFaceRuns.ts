import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Head movements asked for outside of exams, and how an account's face checks went lately. */
export class AddFaceRuns1795225600015 implements MigrationInterface {
  name = 'AddFaceRuns1795225600015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "face_runs" (
        "id" uuid NOT NULL,
        "purpose" text NOT NULL,
        "user_id" uuid,
        "address" text NOT NULL DEFAULT '',
        "started_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "ended_at" TIMESTAMP WITH TIME ZONE,
        "outcome" text,
        "reason" text,
        "spent_at" TIMESTAMP WITH TIME ZONE,
        "exchanged_at" TIMESTAMP WITH TIME ZONE,
        CONSTRAINT "PK_05174df07b6975fdcf4528a6c3a" PRIMARY KEY ("id")
      )
    `);
    await runner.query(`CREATE INDEX "IDX_0aa715feec8d8932979ddc4c60" ON "face_runs" ("user_id")`);
    await runner.query(`CREATE INDEX "IDX_e65abcb13bc84f03b358ee4f36" ON "face_runs" ("started_at")`);
    await runner.query(`
      ALTER TABLE "face_runs" ADD CONSTRAINT "FK_0aa715feec8d8932979ddc4c609"
      FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION
    `);
    await runner.query(`
      CREATE TABLE "face_standings" (
        "user_id" uuid NOT NULL,
        "failures" integer NOT NULL DEFAULT 0,
        "wait_until" TIMESTAMP WITH TIME ZONE,
        "verified_mail_at" TIMESTAMP WITH TIME ZONE,
        "denied_mail_at" TIMESTAMP WITH TIME ZONE,
        CONSTRAINT "PK_073e2a71b54078d30ec0edb879a" PRIMARY KEY ("user_id")
      )
    `);
    await runner.query(`
      ALTER TABLE "face_standings" ADD CONSTRAINT "FK_073e2a71b54078d30ec0edb879a"
      FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION
    `);
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }
}

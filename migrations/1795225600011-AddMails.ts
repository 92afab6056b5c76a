import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails that wait, are sent or were given up, with what they say sealed. */
export class AddMails1795225600011 implements MigrationInterface {
  name = 'AddMails1795225600011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "mails" (
        "id" uuid NOT NULL,
        "message_id" text NOT NULL,
        "kind" text NOT NULL,
        "recipient" text NOT NULL,
        "person_id" uuid,
        "wrapped" bytea,
        "sealed" bytea,
        "state" text NOT NULL,
        "tries" integer NOT NULL DEFAULT '0',
        "next_try_at" TIMESTAMP WITH TIME ZONE,
        "last_error" text NOT NULL DEFAULT '',
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        "sent_at" TIMESTAMP WITH TIME ZONE,
        CONSTRAINT "UQ_c98474af1779a185ede64ceed0b" UNIQUE ("message_id"),
        CONSTRAINT "PK_218248d7dfe1b739f06e2309349" PRIMARY KEY ("id")
      )
    `);
    await runner.query(`CREATE INDEX "IDX_aea0e8aee718a5258b1ede3ba9" ON "mails" ("created_at")`);
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }
}

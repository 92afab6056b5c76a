import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts without a password, sessions that know how they began, and what an administrator decides for the installation. */
export class AddAccounts1795225600010 implements MigrationInterface {
  name = 'AddAccounts1795225600010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "users" ALTER COLUMN "password_hash" DROP NOT NULL`);
    await runner.query(`ALTER TABLE "users" ADD "username" text`);
    await runner.query(`ALTER TABLE "users" ADD CONSTRAINT "UQ_fe0bb3f6520ee0469504521e710" UNIQUE ("username")`);
    await runner.query(`ALTER TABLE "users" ADD "privacy" jsonb NOT NULL DEFAULT '{}'`);
    await runner.query(`ALTER TABLE "login_sessions" ADD "face_verified_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`
      CREATE TABLE "settings" (
        "id" smallint NOT NULL,
        "body" jsonb NOT NULL,
        "changed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "PK_0669fe20e252eb692bf4d344975" PRIMARY KEY ("id")
      )
    `);
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }
}

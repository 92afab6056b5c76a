import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Frames that a page was asked for and said that it cannot take, with its reason. */
export class AddUnable1795225600020 implements MigrationInterface {
  name = 'AddUnable1795225600020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "challenges" ADD "unable_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "challenges" ADD "unable" text`);
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }
}

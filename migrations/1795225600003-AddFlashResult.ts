import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether the colours after head movements were seen, or could not be. */
export class AddFlashResult1795225600003 implements MigrationInterface {
  name = 'AddFlashResult1795225600003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "liveness_runs" ADD "flash" text`);
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }
}

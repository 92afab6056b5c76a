import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A master key that may be on its way to its successor, and photos of a roster to compare portraits with. */
export class AddKeyRotation1795225600017 implements MigrationInterface {
  name = 'AddKeyRotation1795225600017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "installation" ADD "next_key_check" bytea`);
    await runner.query(`
      CREATE TABLE "roster_photos" (
        "id" uuid NOT NULL,
        "wrapped" bytea NOT NULL,
        "sealed" bytea NOT NULL,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "PK_roster_photos" PRIMARY KEY ("id")
      )
    `);
    await runner.query(
      `ALTER TABLE "roster_photos" ADD CONSTRAINT "FK_f65c25dc17589809bff7968839f" FOREIGN KEY ("id") REFERENCES "roster"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Single-use links in mails, and the sign-in before the last. */
export class AddAccountLinks1795225600012 implements MigrationInterface {
  name = 'AddAccountLinks1795225600012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "users" ADD "previous_login" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`
      CREATE TABLE "account_links" (
        "id" uuid NOT NULL,
        "user_id" uuid,
        "purpose" text NOT NULL,
        "token_hash" bytea NOT NULL,
        "email" text NOT NULL,
        "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "used_at" TIMESTAMP WITH TIME ZONE,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "UQ_0c2e20e8aa37ab904b00e4cd5bc" UNIQUE ("token_hash"),
        CONSTRAINT "PK_e03b1e79173941b176b58836ecd" PRIMARY KEY ("id")
      )
    `);
    await runner.query(`CREATE INDEX "IDX_d6c82edbecf4f6409b579e78b0" ON "account_links" ("user_id")`);
    await runner.query(`CREATE INDEX "IDX_ddd09dffca8c148f0db27d6f19" ON "account_links" ("expires_at")`);
    await runner.query(`
      ALTER TABLE "account_links" ADD CONSTRAINT "FK_d6c82edbecf4f6409b579e78b0d" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `);
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }
}

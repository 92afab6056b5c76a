import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Authenticator apps, passkeys and recovery codes, and sessions that know the browser they belong to. */
export class AddSecondFactors1795225600013 implements MigrationInterface {
  name = 'AddSecondFactors1795225600013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "login_sessions" ADD "device_hash" bytea`);
    await runner.query(`ALTER TABLE "login_sessions" ADD "passkey_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`
      CREATE TABLE "totp_secrets" (
        "user_id" uuid NOT NULL,
        "sealed" bytea NOT NULL,
        "confirmed_at" TIMESTAMP WITH TIME ZONE,
        "last_step" integer NOT NULL DEFAULT '0',
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "PK_3e4fac76b4c0964c30c11c2fa8d" PRIMARY KEY ("user_id"),
        CONSTRAINT "FK_3e4fac76b4c0964c30c11c2fa8d" FOREIGN KEY ("user_id") REFERENCES "users"("id")
      )
    `);
    await runner.query(`
      CREATE TABLE "recovery_codes" (
        "id" uuid NOT NULL,
        "user_id" uuid NOT NULL,
        "hash" bytea NOT NULL,
        "used_at" TIMESTAMP WITH TIME ZONE,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "PK_0723b9e53961e799027d7f7ba32" PRIMARY KEY ("id"),
        CONSTRAINT "FK_fb82b2ac740ca095b617afad031" FOREIGN KEY ("user_id") REFERENCES "users"("id")
      )
    `);
    await runner.query(`CREATE INDEX "IDX_fb82b2ac740ca095b617afad03" ON "recovery_codes" ("user_id")`);
    await runner.query(`
      CREATE TABLE "second_steps" (
        "hash" bytea NOT NULL,
        "user_id" uuid NOT NULL,
        "method" text NOT NULL,
        "device_hash" bytea NOT NULL,
        "tries" integer NOT NULL DEFAULT '0',
        "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "PK_042735c8afddbe9ad922889bf15" PRIMARY KEY ("hash"),
        CONSTRAINT "FK_caace3597dbc27a024a7b11ce4d" FOREIGN KEY ("user_id") REFERENCES "users"("id")
      )
    `);
    await runner.query(`CREATE INDEX "IDX_22771f1d0b3e9793055b56e0f9" ON "second_steps" ("expires_at")`);
    await runner.query(`
      CREATE TABLE "passkeys" (
        "id" uuid NOT NULL,
        "user_id" uuid NOT NULL,
        "credential_id" text NOT NULL,
        "public_key" bytea NOT NULL,
        "counter" bigint NOT NULL DEFAULT '0',
        "transports" text array NOT NULL DEFAULT '{}',
        "name" text NOT NULL,
        "synced" boolean NOT NULL DEFAULT false,
        "last_used_at" TIMESTAMP WITH TIME ZONE,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "PK_db928e6fd79e7098911268a74c3" PRIMARY KEY ("id"),
        CONSTRAINT "UQ_81b80835fab9dcadaebc6d168ab" UNIQUE ("credential_id"),
        CONSTRAINT "FK_02227b9a8a34a808e3e23800b00" FOREIGN KEY ("user_id") REFERENCES "users"("id")
      )
    `);
    await runner.query(`CREATE INDEX "IDX_02227b9a8a34a808e3e23800b0" ON "passkeys" ("user_id")`);
    await runner.query(`
      CREATE TABLE "passkey_challenges" (
        "challenge" text NOT NULL,
        "purpose" text NOT NULL,
        "bound" bytea NOT NULL,
        "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "PK_f16897735bf450c1a673d0a96b8" PRIMARY KEY ("challenge")
      )
    `);
    await runner.query(`CREATE INDEX "IDX_86f256b798ad789a88ec37744b" ON "passkey_challenges" ("expires_at")`);
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }
}

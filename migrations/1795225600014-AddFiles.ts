import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People's files, the pieces they lie in, whom they are shared with, the exams they belong to, and objects that wait to be deleted. */
export class AddFiles1795225600014 implements MigrationInterface {
  name = 'AddFiles1795225600014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "files" (
        "id" uuid NOT NULL,
        "owner_id" uuid NOT NULL,
        "state" text NOT NULL,
        "name" text NOT NULL,
        "folded" text NOT NULL,
        "mime" text NOT NULL DEFAULT 'application/octet-stream',
        "size" bigint NOT NULL,
        "key_sealed" bytea NOT NULL,
        "is_public" boolean NOT NULL DEFAULT false,
        "session_id" uuid,
        "expires_at" TIMESTAMP WITH TIME ZONE,
        "ready_at" TIMESTAMP WITH TIME ZONE,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "PK_6c16b9093a142e0e7613b04a3d9" PRIMARY KEY ("id"),
        CONSTRAINT "FK_4bc1db1f4f34ec9415acd88afdb" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
      )
    `);
    await runner.query(`CREATE INDEX "IDX_4bc1db1f4f34ec9415acd88afd" ON "files" ("owner_id")`);
    await runner.query(`CREATE INDEX "IDX_c3351d130d1f6a1ec0f694f0d2" ON "files" ("expires_at")`);
    await runner.query(`
      CREATE TABLE "file_chunks" (
        "file_id" uuid NOT NULL,
        "n" integer NOT NULL,
        "object_key" text NOT NULL,
        CONSTRAINT "UQ_bf19fc6675ce015241f27947c20" UNIQUE ("object_key"),
        CONSTRAINT "PK_9f9b1a5503c18d30654dd04254b" PRIMARY KEY ("file_id", "n"),
        CONSTRAINT "FK_617e13364db5af550e924954530" FOREIGN KEY ("file_id") REFERENCES "files"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
      )
    `);
    await runner.query(`
      CREATE TABLE "file_people" (
        "file_id" uuid NOT NULL,
        "email" text NOT NULL,
        "shared_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "PK_40c7c8959c7de5643acb542f078" PRIMARY KEY ("file_id", "email"),
        CONSTRAINT "FK_7ddc089653d6784df6bf459c743" FOREIGN KEY ("file_id") REFERENCES "files"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
      )
    `);
    await runner.query(`CREATE INDEX "IDX_bdcffe6f1c7cab29fc6b73bc6f" ON "file_people" ("email")`);
    await runner.query(`
      CREATE TABLE "exam_materials" (
        "exam_id" uuid NOT NULL,
        "file_id" uuid NOT NULL,
        "place" smallint NOT NULL,
        CONSTRAINT "PK_c8897235f1165b52bfff0ab9fc8" PRIMARY KEY ("exam_id", "file_id"),
        CONSTRAINT "FK_892f0c9a34c5cf08a8a57d19889" FOREIGN KEY ("exam_id") REFERENCES "exams"("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
        CONSTRAINT "FK_8d3ce90ef35125b1f72a161ced5" FOREIGN KEY ("file_id") REFERENCES "files"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
      )
    `);
    await runner.query(`CREATE INDEX "IDX_8d3ce90ef35125b1f72a161ced" ON "exam_materials" ("file_id")`);
    await runner.query(`
      CREATE TABLE "doomed_objects" (
        "object_key" text NOT NULL,
        "since" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "PK_e0fec6994a5cc4974fc694a5835" PRIMARY KEY ("object_key")
      )
    `);
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }
}

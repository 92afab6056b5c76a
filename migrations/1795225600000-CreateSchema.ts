import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `
    CREATE TABLE "users" (
      "id" uuid NOT NULL,
      "email" text NOT NULL,
      "name" text,
      "password_hash" text NOT NULL,
      "role" text NOT NULL,
      "verified" boolean NOT NULL DEFAULT false,
      "active" boolean NOT NULL DEFAULT true,
      "last_login" TIMESTAMP WITH TIME ZONE,
      "display_image" bytea,
      "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      CONSTRAINT "UQ_97672ac88f789774dd47f7c8be3" UNIQUE ("email"),
      CONSTRAINT "PK_a3ffb1c0c8416b9fc6f907b7433" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE TABLE "exams" (
      "id" uuid NOT NULL,
      "owner_id" uuid NOT NULL,
      "title" text NOT NULL,
      "instructions" text NOT NULL DEFAULT '',
      "state" text NOT NULL,
      "opens_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "closes_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "duration_minutes" integer NOT NULL,
      "policy_id" uuid NOT NULL,
      "last_position" bigint NOT NULL DEFAULT '0',
      "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      CONSTRAINT "PK_b43159ee3efa440952794b4f53e" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE TABLE "questions" (
      "id" uuid NOT NULL,
      "exam_id" uuid NOT NULL,
      "place" integer NOT NULL,
      "body" jsonb NOT NULL,
      CONSTRAINT "PK_08a6d4b0f49ff300bf3a0ca60ac" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE INDEX "IDX_9bfcfcc62de2b75b1db2911d8d" ON "questions" ("exam_id", "place")
  `,
  `
    CREATE TABLE "roster" (
      "id" uuid NOT NULL,
      "exam_id" uuid NOT NULL,
      "email" text NOT NULL,
      "name" text NOT NULL,
      "invite_hash" bytea,
      "claimed_by" uuid,
      "claimed_at" TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "UQ_cad398dc4565b39f19d0c51c7a1" UNIQUE ("exam_id", "email"),
      CONSTRAINT "PK_a4942154015f2666f3b5ddc15d3" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE TABLE "attempts" (
      "id" uuid NOT NULL,
      "exam_id" uuid NOT NULL,
      "user_id" uuid NOT NULL,
      "roster_id" uuid NOT NULL,
      "state" text NOT NULL,
      "check_in" text NOT NULL DEFAULT 'open',
      "check_in_tries" smallint NOT NULL DEFAULT '0',
      "started_at" TIMESTAMP WITH TIME ZONE,
      "deadline_at" TIMESTAMP WITH TIME ZONE,
      "paused_at" TIMESTAMP WITH TIME ZONE,
      "ended_at" TIMESTAMP WITH TIME ZONE,
      "reason" text,
      "device" text,
      "last_seen_at" TIMESTAMP WITH TIME ZONE,
      "chain_head" bytea,
      "chain_length" integer NOT NULL DEFAULT '0',
      "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      CONSTRAINT "UQ_4762f35b19af5af575fc32e9c37" UNIQUE ("exam_id", "user_id"),
      CONSTRAINT "PK_295ca261e361fd2fd217754dcac" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE INDEX "IDX_d167176b022a0f255e652f07f4" ON "attempts" ("exam_id")
  `,
  `
    CREATE INDEX "IDX_ea5b905a7e84f8c461ce2cc465" ON "attempts" ("deadline_at")
  `,
  `
    CREATE TABLE "answers" (
      "id" uuid NOT NULL,
      "attempt_id" uuid NOT NULL,
      "question_id" uuid NOT NULL,
      "value" jsonb,
      "at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "received_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "late" boolean NOT NULL DEFAULT false,
      CONSTRAINT "PK_9c32cec6c71e06da0254f2226c6" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE INDEX "IDX_ebd9dfcd875dfe84b76b321def" ON "answers" ("attempt_id", "question_id")
  `,
  `
    CREATE TABLE "attempt_changes" (
      "id" uuid NOT NULL,
      "attempt_id" uuid NOT NULL,
      "at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "what" text NOT NULL,
      "by" uuid,
      "detail" text NOT NULL DEFAULT '',
      CONSTRAINT "PK_2e336657403e220a55488c47e7e" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE INDEX "IDX_f6d26c5db7980facabd8d4ac64" ON "attempt_changes" ("attempt_id", "at")
  `,
  `
    CREATE TABLE "check_in_pictures" (
      "id" uuid NOT NULL,
      "attempt_id" uuid NOT NULL,
      "at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "sealed" bytea NOT NULL,
      "distance" real,
      CONSTRAINT "PK_7f47a1a527c7926221229b0bdbe" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE INDEX "IDX_ee1204ff174f5176f7a68c14d6" ON "check_in_pictures" ("attempt_id")
  `,
  `
    CREATE TABLE "messages" (
      "id" uuid NOT NULL,
      "attempt_id" uuid NOT NULL,
      "author_id" uuid NOT NULL,
      "from" text NOT NULL,
      "kind" text NOT NULL DEFAULT 'message',
      "text" text NOT NULL,
      "at" TIMESTAMP WITH TIME ZONE NOT NULL,
      CONSTRAINT "PK_18325f38ae6de43878487eff986" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE INDEX "IDX_975a7fd5d422975b7094f76a6c" ON "messages" ("attempt_id", "at")
  `,
  `
    CREATE TABLE "audit_log" (
      "id" uuid NOT NULL,
      "actor_id" uuid,
      "action" text NOT NULL,
      "subject_type" text NOT NULL,
      "subject_id" uuid,
      "detail" jsonb NOT NULL DEFAULT '{}',
      "address" text NOT NULL DEFAULT '',
      "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      CONSTRAINT "PK_07fefa57f7f5ab8fc3f52b3ed0b" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE INDEX "IDX_15a6f5aad57db494c17986ed2e" ON "audit_log" ("actor_id")
  `,
  `
    CREATE INDEX "IDX_08e9b4cd10971ba146b6c5bf4d" ON "audit_log" ("subject_type", "subject_id")
  `,
  `
    CREATE TABLE "login_sessions" (
      "id" uuid NOT NULL,
      "user_id" uuid NOT NULL,
      "method" text NOT NULL DEFAULT 'password',
      "refresh_hash" bytea NOT NULL,
      "previous_hash" bytea,
      "rotated_at" TIMESTAMP WITH TIME ZONE,
      "successor_sealed" bytea,
      "device" text NOT NULL DEFAULT '',
      "address" text NOT NULL DEFAULT '',
      "last_used_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "proved_at" TIMESTAMP WITH TIME ZONE,
      "revoked_at" TIMESTAMP WITH TIME ZONE,
      "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      CONSTRAINT "PK_856ef68c4c116c517937056c7bb" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE INDEX "IDX_b5edc6cc3a246a811005a96e06" ON "login_sessions" ("user_id")
  `,
  `
    CREATE TABLE "consents" (
      "id" uuid NOT NULL,
      "user_id" uuid NOT NULL,
      "kind" text NOT NULL,
      "version" text NOT NULL,
      "given_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "withdrawn_at" TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "PK_9efc68eb6aba7d638fb6ea034dd" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE INDEX "IDX_af86fcd1d4be858a98087ab2db" ON "consents" ("user_id", "kind")
  `,
  `
    CREATE TABLE "data_keys" (
      "id" uuid NOT NULL,
      "user_id" uuid NOT NULL,
      "purpose" text NOT NULL,
      "wrapped" bytea NOT NULL,
      "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      CONSTRAINT "UQ_a32189047c6b4c33c39fa2959cd" UNIQUE ("user_id", "purpose"),
      CONSTRAINT "PK_75e186bab00acc0d8f955b75cbb" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE TABLE "face_templates" (
      "user_id" uuid NOT NULL,
      "key_id" uuid NOT NULL,
      "state" text NOT NULL,
      "sealed" bytea NOT NULL,
      "portrait" bytea,
      "pipeline_id" text NOT NULL,
      "engine" text NOT NULL,
      "enrolled_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "last_used_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "judged_by" uuid,
      "judged_at" TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "PK_551cca75e4547af3e3405ddcd14" PRIMARY KEY ("user_id")
    )
  `,
  `
    CREATE TABLE "exam_staff" (
      "exam_id" uuid NOT NULL,
      "user_id" uuid NOT NULL,
      "part" text NOT NULL,
      CONSTRAINT "PK_d64360e1da36c9b6f43615cc68a" PRIMARY KEY ("exam_id", "user_id")
    )
  `,
  `
    CREATE TABLE "policies" (
      "id" uuid NOT NULL,
      "exam_id" uuid NOT NULL,
      "version" integer NOT NULL,
      "body" jsonb NOT NULL,
      "hash" text NOT NULL,
      "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      CONSTRAINT "UQ_1f028dce6936c972178d629cf5b" UNIQUE ("exam_id", "version"),
      CONSTRAINT "PK_603e09f183df0108d8695c57e28" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE TABLE "installation" (
      "id" smallint NOT NULL,
      "key_check" bytea NOT NULL,
      "setup_token_hash" text,
      "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      CONSTRAINT "PK_f0cd0b17a45357b5e1da1da1680" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE TABLE "challenges" (
      "nonce" text NOT NULL,
      "attempt_id" uuid NOT NULL,
      "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "deadline_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "delivered_at" TIMESTAMP WITH TIME ZONE,
      "answered_at" TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "PK_3e48371c1444e9afaf47c5787fc" PRIMARY KEY ("nonce")
    )
  `,
  `
    CREATE INDEX "IDX_06466febfd44482ca336070072" ON "challenges" ("attempt_id")
  `,
  `
    CREATE TABLE "frames" (
      "id" uuid NOT NULL,
      "attempt_id" uuid NOT NULL,
      "stream" uuid,
      "seq" integer,
      "nonce" text,
      "at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "received_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "sha256" bytea NOT NULL,
      "bytes" integer NOT NULL,
      "state" text NOT NULL,
      "object_key" text,
      "analysis" jsonb,
      "claim_sealed" bytea,
      CONSTRAINT "UQ_e99af5e3f8cd9a77a217276ba7b" UNIQUE ("nonce"),
      CONSTRAINT "PK_24f76d02278950b00a73dd6d363" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE INDEX "IDX_8e4a09aba554573b2b70d051f0" ON "frames" ("state")
  `,
  `
    CREATE INDEX "IDX_9b8583a38e70987d0c09c88508" ON "frames" ("attempt_id", "at")
  `,
  `
    CREATE TABLE "streams" (
      "id" uuid NOT NULL,
      "attempt_id" uuid NOT NULL,
      "lane" text NOT NULL,
      "device" text NOT NULL,
      "head" integer NOT NULL DEFAULT '0',
      "claimed" integer NOT NULL DEFAULT '0',
      "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      CONSTRAINT "PK_40440b6f569ebc02bc71c25c499" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE INDEX "IDX_4e56b2248188f72b656b59aeee" ON "streams" ("attempt_id")
  `,
  `
    CREATE TABLE "events" (
      "attempt_id" uuid NOT NULL,
      "stream" uuid NOT NULL,
      "seq" integer NOT NULL,
      "type" text NOT NULL,
      "at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "received_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "content_hash" bytea NOT NULL,
      "body" jsonb NOT NULL,
      CONSTRAINT "PK_4821b35b884b8f6f0a2e93032e9" PRIMARY KEY ("attempt_id", "stream", "seq")
    )
  `,
  `
    CREATE INDEX "IDX_585d94f0598f2198442a1b9bb4" ON "events" ("attempt_id", "at")
  `,
  `
    CREATE TABLE "violations" (
      "id" uuid NOT NULL,
      "attempt_id" uuid NOT NULL,
      "exam_id" uuid NOT NULL,
      "position" bigint NOT NULL,
      "kind" text NOT NULL,
      "state" text NOT NULL,
      "confirmed" boolean NOT NULL DEFAULT false,
      "severity" real NOT NULL,
      "opened_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "ended_at" TIMESTAMP WITH TIME ZONE,
      "measurements" jsonb NOT NULL,
      "policy_hash" text NOT NULL,
      "pipeline_id" text NOT NULL,
      "engine" text NOT NULL,
      "verdict" text,
      "verdict_reason" text,
      "verdict_by" uuid,
      "verdict_at" TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "PK_a2aa2d655842de3c02315ba6073" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE INDEX "IDX_8bc2046708f96ad357ae09367e" ON "violations" ("attempt_id", "kind")
  `,
  `
    CREATE INDEX "IDX_1b6594be3c3e54d6c4d511e239" ON "violations" ("exam_id", "position")
  `,
  `
    CREATE TABLE "evidence" (
      "id" uuid NOT NULL,
      "violation_id" uuid NOT NULL,
      "attempt_id" uuid NOT NULL,
      "exam_id" uuid NOT NULL,
      "frame_id" uuid NOT NULL,
      "at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "object_key" text NOT NULL,
      "sha256" bytea NOT NULL,
      "faces" jsonb NOT NULL,
      "subject" integer,
      "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      CONSTRAINT "PK_b864cb5d49854f89917fc0b44b9" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE INDEX "IDX_72d15f3b80cea857c579d8c598" ON "evidence" ("violation_id")
  `,
  `
    CREATE INDEX "IDX_2c05b302e78ea11de7f24215a8" ON "evidence" ("expires_at")
  `,
  `
    CREATE TABLE "violation_events" (
      "id" uuid NOT NULL,
      "violation_id" uuid NOT NULL,
      "attempt_id" uuid NOT NULL,
      "exam_id" uuid NOT NULL,
      "position" bigint NOT NULL,
      "link" integer NOT NULL,
      "type" text NOT NULL,
      "commitment" bytea NOT NULL,
      "prev_hash" bytea NOT NULL,
      "hash" bytea NOT NULL,
      "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      CONSTRAINT "UQ_8aaf6d655974f26b841e5ca5813" UNIQUE ("attempt_id", "link"),
      CONSTRAINT "UQ_5df456b5e9e41a120bb30be9348" UNIQUE ("exam_id", "position"),
      CONSTRAINT "PK_55e427014a14925a60f5a063a0f" PRIMARY KEY ("id")
    )
  `,
  `
    CREATE INDEX "IDX_91d300f79dd1964a1d1101454d" ON "violation_events" ("violation_id")
  `,
  `
    CREATE TABLE "violation_payloads" (
      "event_id" uuid NOT NULL,
      "salt" bytea NOT NULL,
      "bytes" bytea NOT NULL,
      CONSTRAINT "PK_cc0f2c7f6cb2bf53361a37ec0ab" PRIMARY KEY ("event_id")
    )
  `,
  `
    ALTER TABLE "exams" ADD CONSTRAINT "FK_49e209672c4fa7b6b1adab133df" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "questions" ADD CONSTRAINT "FK_f912d2c24bc84f66e0a40b1c169" FOREIGN KEY ("exam_id") REFERENCES "exams"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "roster" ADD CONSTRAINT "FK_340e0265f823276fd117fef0a01" FOREIGN KEY ("exam_id") REFERENCES "exams"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "roster" ADD CONSTRAINT "FK_e3a093c478df8e0c258ea243ef6" FOREIGN KEY ("claimed_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "attempts" ADD CONSTRAINT "FK_d167176b022a0f255e652f07f48" FOREIGN KEY ("exam_id") REFERENCES "exams"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "attempts" ADD CONSTRAINT "FK_1f23e642cf6e009c61cc2c214e2" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "attempts" ADD CONSTRAINT "FK_ba833232e522ee1c8352e88b1ef" FOREIGN KEY ("roster_id") REFERENCES "roster"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "answers" ADD CONSTRAINT "FK_e600c136cef60f166f0b315ab19" FOREIGN KEY ("attempt_id") REFERENCES "attempts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "answers" ADD CONSTRAINT "FK_677120094cf6d3f12df0b9dc5d3" FOREIGN KEY ("question_id") REFERENCES "questions"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "attempt_changes" ADD CONSTRAINT "FK_367a40c2a304a3f75ae01b1aff9" FOREIGN KEY ("attempt_id") REFERENCES "attempts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "check_in_pictures" ADD CONSTRAINT "FK_ee1204ff174f5176f7a68c14d6c" FOREIGN KEY ("attempt_id") REFERENCES "attempts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "messages" ADD CONSTRAINT "FK_706010b3327cb275bc4db9898e2" FOREIGN KEY ("attempt_id") REFERENCES "attempts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "messages" ADD CONSTRAINT "FK_05535bc695e9f7ee104616459d3" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "login_sessions" ADD CONSTRAINT "FK_b5edc6cc3a246a811005a96e06a" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "consents" ADD CONSTRAINT "FK_946390b9024aba22cd1c1621430" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "data_keys" ADD CONSTRAINT "FK_5a762da3925d29e0ace802e340e" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "face_templates" ADD CONSTRAINT "FK_551cca75e4547af3e3405ddcd14" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "face_templates" ADD CONSTRAINT "FK_0129746da0c901484ae874bf2b5" FOREIGN KEY ("key_id") REFERENCES "data_keys"("id") ON DELETE CASCADE ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "exam_staff" ADD CONSTRAINT "FK_e6b314787bc069497d3b4a5ffaf" FOREIGN KEY ("exam_id") REFERENCES "exams"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "exam_staff" ADD CONSTRAINT "FK_704f130cb947a88a1bde8e0d0e5" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "policies" ADD CONSTRAINT "FK_ef68d751bec58044c28d77ec370" FOREIGN KEY ("exam_id") REFERENCES "exams"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "challenges" ADD CONSTRAINT "FK_06466febfd44482ca3360700721" FOREIGN KEY ("attempt_id") REFERENCES "attempts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "frames" ADD CONSTRAINT "FK_b9c0231fe03c3d9cd3fca4e840c" FOREIGN KEY ("attempt_id") REFERENCES "attempts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "streams" ADD CONSTRAINT "FK_4e56b2248188f72b656b59aeeef" FOREIGN KEY ("attempt_id") REFERENCES "attempts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "events" ADD CONSTRAINT "FK_f90a463f12a3fc347b624ffbcef" FOREIGN KEY ("stream") REFERENCES "streams"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "violations" ADD CONSTRAINT "FK_5ae4ca316f7148ec13188a34b30" FOREIGN KEY ("attempt_id") REFERENCES "attempts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "evidence" ADD CONSTRAINT "FK_72d15f3b80cea857c579d8c5980" FOREIGN KEY ("violation_id") REFERENCES "violations"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "violation_events" ADD CONSTRAINT "FK_c598ee47be81e695ef0bab80dba" FOREIGN KEY ("attempt_id") REFERENCES "attempts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
  `
    ALTER TABLE "violation_payloads" ADD CONSTRAINT "FK_cc0f2c7f6cb2bf53361a37ec0ab" FOREIGN KEY ("event_id") REFERENCES "violation_events"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  `,
];

/** The first tables. Chained and audited rows are protected by the migration after this one. */
export class CreateSchema1795225600000 implements MigrationInterface {
  name = 'CreateSchema1795225600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }
}

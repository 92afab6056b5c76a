import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables that grow with every exam, read by columns for which there was no index: each of these read the whole table. */
const INDEXES = [
  ['IDX_3a5b2489d64a737fe462b5d9b4', 'roster', 'invite_hash'],
  ['IDX_844defb73dba77af80f9c34ff4', 'roster', 'email'],
  ['IDX_e3a093c478df8e0c258ea243ef', 'roster', 'claimed_by'],
  ['IDX_1f23e642cf6e009c61cc2c214e', 'attempts', 'user_id'],
  ['IDX_36173e9d212b057a77e028128d', 'mails', 'recipient'],
  ['IDX_308b2dff8701e750c60f7c47e8', 'mails', 'person_id'],
  ['IDX_cd83c24f56eb3aff51992ea5b0', 'evidence', 'attempt_id'],
] as const;

export class AddIndexes1795225600021 implements MigrationInterface {
  name = 'AddIndexes1795225600021';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, table, column] of INDEXES) await runner.query(`CREATE INDEX "${name}" ON "${table}" ("${column}")`);
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }
}

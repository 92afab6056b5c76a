import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows that may only be added: nobody changes or deletes them, not even the application. */
const INSERT_ONLY = ['violation_events', 'audit_log'];

/**
 * The application's role reads and writes, but cannot change or delete what is chained or audited. Triggers say the same once more, so that it
 * also holds where the database's owner may not make roles. A payload can be erased with the person's data, never changed.
 */
export class ProtectLog1795225600001 implements MigrationInterface {
  name = 'ProtectLog1795225600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END $$
    `);
    for (const table of INSERT_ONLY) await this.refuse(runner, table, 'UPDATE OR DELETE OR TRUNCATE');
    await this.refuse(runner, 'violation_payloads', 'UPDATE OR TRUNCATE');
    await this.makeRole(runner);
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }

  private async refuse(runner: QueryRunner, table: string, events: string): Promise<void> {
    await runner.query(`CREATE TRIGGER refuse_change BEFORE ${events} ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  private async makeRole(runner: QueryRunner): Promise<void> {
    const [{ allowed, present }] = (await runner.query(`
      SELECT (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) AS allowed,
             EXISTS (SELECT FROM pg_roles WHERE rolname = 'invigil_app') AS present
    `)) as [{ allowed: boolean; present: boolean }];
    if (!present && !allowed) return;
    if (!present) await runner.query(`CREATE ROLE invigil_app NOLOGIN`);
    await runner.query(`GRANT invigil_app TO CURRENT_USER`);
    await runner.query(`GRANT USAGE ON SCHEMA public TO invigil_app`);
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO invigil_app`);
    await runner.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO invigil_app`);
    for (const table of INSERT_ONLY) await runner.query(`REVOKE UPDATE, DELETE ON ${table} FROM invigil_app`);
    await runner.query(`REVOKE UPDATE ON violation_payloads FROM invigil_app`);
  }
}

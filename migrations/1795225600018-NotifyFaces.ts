import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows decide who may be found by their face, what changes there, and which column names the person. */
const WATCHED = [
  { table: 'face_templates', events: 'INSERT OR DELETE OR UPDATE OF state, sealed, pipeline_id', person: 'user_id' },
  { table: 'consents', events: 'INSERT OR DELETE OR UPDATE OF withdrawn_at', person: 'user_id' },
  { table: 'users', events: 'UPDATE OF active, name', person: 'id' },
  { table: 'known_people', events: 'INSERT OR DELETE OR UPDATE', person: 'id' },
];

/** Whoever holds known faces in memory, in whichever process, is told of each change as its transaction commits. The message is the id alone. */
export class NotifyFaces1795225600018 implements MigrationInterface {
  name = 'NotifyFaces1795225600018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION notify_face_change() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        changed record;
      BEGIN
        IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
        IF TG_ARGV[0] = 'id' THEN
          PERFORM pg_notify('face_changes', changed.id::text);
        ELSE
          PERFORM pg_notify('face_changes', changed.user_id::text);
        END IF;
        RETURN NULL;
      END $$
    `);
    for (const { table, events, person } of WATCHED)
      await runner.query(
        `CREATE TRIGGER notify_face_change AFTER ${events} ON ${table} FOR EACH ROW EXECUTE FUNCTION notify_face_change('${person}')`,
      );
  }

  /** Migrations go forward only: restore a backup to go back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup to go back.'));
  }
}

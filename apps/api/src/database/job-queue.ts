import { PgBoss, type Db } from 'pg-boss';
import type { DataSource, EntityManager } from 'typeorm';
import { pgPool } from './pg-pool.js';

/** Jobs that send mails. */
export const MAIL_QUEUE = 'mail';

/**
 * A job only wakes its worker: what is to be done, and how often it was tried, stands in a row of the feature's own. So a job runs again only
 * where a process died with it: after `expireInSeconds`.
 */
const QUEUES = {
  [MAIL_QUEUE]: { expireInSeconds: 120, retryLimit: 20, retryDelay: 30, retryBackoff: true, retryDelayMax: 3600, deleteAfterSeconds: 3600 },
};

/** pg-boss on a pool that is there already, with the role of that pool. */
const poolOf = (source: DataSource): Db => ({
  executeSql: (text, values) => pgPool(source).query(text, values),
});

/** pg-boss inside a transaction: the job exists if, and only if, its cause does. */
export const inTransaction = (manager: EntityManager): Db => ({
  executeSql: async (text, values) => ({ rows: await manager.query<unknown[]>(text, values) }),
});

/** The queue as the application uses it: it changes no schema. Listen to `error`, then `start` it. */
export const jobQueue = (source: DataSource): PgBoss =>
  new PgBoss({ db: poolOf(source), migrate: false, createSchema: false, schedule: false, reindex: false, monitorVacuum: false });

/**
 * Brings pg-boss's own schema up to the version of its package and makes our queues, as the database's owner.
 * @param role what the application works as; undefined where it works as the owner
 */
export async function prepareJobQueue(owner: DataSource, role: string | undefined): Promise<void> {
  const boss = new PgBoss({ db: poolOf(owner), supervise: false, schedule: false });
  // What goes wrong here rejects as well.
  boss.on('error', () => undefined);
  await boss.start();
  try {
    for (const [name, options] of Object.entries(QUEUES)) await boss.createQueue(name, options);
  } finally {
    await boss.stop({ graceful: false });
  }
  if (role === undefined) return;
  await owner.query(`GRANT USAGE ON SCHEMA pgboss TO ${role}`);
  await owner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO ${role}`);
}

import { DataSource, type EntityManager } from 'typeorm';
import { Config, StartError } from '../config/config.js';
import type { Connection } from '../database/connection.js';
import { dataSourceOptions } from '../database/data-source.js';
import { fitMasterKey } from './fit-master-key.js';
import { Installation } from './installation.entity.js';
import { adoptNextKey, nextMasterKey } from './key-files.js';
import { KeyService } from './key.service.js';
import { makeKeyCheck, type MasterKeys } from './master-keys.js';
import { WRAPPED, type WrappedRows } from './wrapped-rows.js';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export interface RotationOptions {
  /** Rows of one transaction. */
  readonly batch?: number;
  /** Told after each step whose outcome is on disk; a test throws here, as a crash would. */
  readonly onStep?: (step: string) => void;
}
type Row = Record<string, string> & { id: string };

/**
 * Gives every wrapped key a new master key, with the server stopped. A crash at any moment leaves a state that starts, with both keys;
 * called again, it goes on. Once it has finished, the old key opens nothing in the database any more.
 * @returns how many keys were wrapped anew by this call
 * @throws StartError with one sentence that says what to do
 */
export async function rotateMasterKey(
  config: Config,
  connection: Connection,
  { batch = 500, onStep = () => undefined }: RotationOptions = {},
): Promise<number> {
  const found = await fitForRotation(config, connection);
  const source = await new DataSource(dataSourceOptions(connection, 'owner', [Installation])).initialize();
  try {
    const next = found.next ?? nextMasterKey(config);
    onStep('key made');
    const rows = source.getRepository(Installation);
    if (!found.next) await rows.update({ id: 1 }, { nextKeyCheck: makeKeyCheck(next) });
    onStep('rotation noted');
    const keys = new KeyService({ current: found.current, next }, '');
    let changed = 0;
    for (const kind of Object.values(WRAPPED)) changed += await rewrapAll(source, kind, keys, batch, onStep);
    await rows.update({ id: 1 }, { keyCheck: makeKeyCheck(next), nextKeyCheck: null });
    onStep('database finished');
    if (!config.masterKey) adoptNextKey(config);
    return changed;
  } finally {
    await source.destroy();
  }
}

/** Where the keys are set, not kept in files, the database belongs to the old one as long as nothing was rotated. */
async function fitForRotation(config: Config, connection: Connection): Promise<MasterKeys> {
  const { masterKey, masterKeyOld } = config;
  const settings: Partial<Config> = config;
  if (!masterKey) return fitMasterKey(config, connection);
  if (!masterKeyOld)
    throw new StartError(
      'The master key is set by INVIGIL_MASTER_KEY; make a new one (openssl rand -base64 32), set INVIGIL_MASTER_KEY to it and INVIGIL_MASTER_KEY_OLD to the present one, and run npm run keys:rotate again.',
    );
  const settled = await fitMasterKey(new Config({ ...settings, masterKeyOld: undefined }), connection).catch(() => null);
  if (settled)
    throw new StartError('The database belongs to INVIGIL_MASTER_KEY already; there is nothing to rotate. Remove INVIGIL_MASTER_KEY_OLD.');
  // Begun: both are needed, and known. Not begun: the old one must be its own.
  const begun = await fitMasterKey(config, connection).catch(() => null);
  return begun ?? fitMasterKey(new Config({ ...settings, masterKey: masterKeyOld, masterKeyOld: undefined }), connection);
}

async function rewrapAll(
  source: DataSource,
  kind: WrappedRows,
  keys: KeyService,
  batch: number,
  onStep: (step: string) => void,
): Promise<number> {
  let changed = 0;
  for (let after: string | null = FIRST_ID; after !== null;) {
    const from: string = after;
    const done = await source.transaction((manager) => rewrapBatch(manager, kind, keys, from, batch));
    changed += done.changed;
    after = done.last;
    onStep(`${kind.table}: ${String(changed)} keys`);
  }
  return changed;
}

async function rewrapBatch(
  manager: EntityManager,
  { table, columns, bound }: WrappedRows,
  keys: KeyService,
  after: string,
  batch: number,
): Promise<{ changed: number; last: string | null }> {
  const names = [...new Set(['id', ...columns])].map((column) => `"${column}"`).join(', ');
  const rows = await manager.query<(Row & { wrapped: Buffer })[]>(
    `SELECT ${names}, wrapped FROM "${table}" WHERE id > $1 AND wrapped IS NOT NULL ORDER BY id LIMIT $2 FOR UPDATE`,
    [after, batch],
  );
  let changed = 0;
  for (const { wrapped, ...row } of rows) {
    const fresh = rewrapped(keys, wrapped, bound(...columns.map((column) => row[column] ?? '')), `${table} ${row.id}`);
    if (!fresh) continue;
    await manager.query(`UPDATE "${table}" SET wrapped = $2 WHERE id = $1`, [row.id, fresh]);
    changed++;
  }
  return { changed, last: rows.length < batch ? null : (rows.at(-1)?.id ?? null) };
}

function rewrapped(keys: KeyService, wrapped: Buffer, bound: string, row: string): Buffer | null {
  try {
    return keys.rewrap(wrapped, bound);
  } catch {
    throw new StartError(
      `Neither master key opens the key in ${row}, so the rotation stopped before it; nothing is lost, and the server starts with both keys. Restore that row from your back-up or delete it, then run npm run keys:rotate again.`,
    );
  }
}

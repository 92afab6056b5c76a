import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Config } from '../../apps/api/src/config/config.js';
import { holdExternal } from '../../apps/api/src/database/instance-lock.js';
import { VaultService } from '../../apps/api/src/enrolment/vault.service.js';
import { fitMasterKey } from '../../apps/api/src/keys/fit-master-key.js';
import { masterKeyPath } from '../../apps/api/src/keys/key-files.js';
import { KeyService } from '../../apps/api/src/keys/key.service.js';
import { makeKeyCheck } from '../../apps/api/src/keys/master-keys.js';
import { rotateMasterKey } from '../../apps/api/src/keys/rotate-master-key.js';
import { WRAPPED, type WrappedRows } from '../../apps/api/src/keys/wrapped-rows.js';
import { MailSeal } from '../../apps/api/src/mail/mail-seal.js';
import { Mailer } from '../../apps/api/src/mail/mailer.service.js';
import { programClient } from '../support/http.js';
import { PASSWORD, setUpAdministrator, signUp, type Someone } from '../support/people.js';
import { repositoryRoot, startTestApp, type TestApp } from '../support/test-app.js';

interface Ended {
  code: number | null;
  signal: string | null;
}

const CRASH = new Error('the power went');
const FILE_SECRET = Buffer.from('what a person keeps');

describe('a new master key', () => {
  let server: TestApp;
  let people: Someone[];
  let sealed: Buffer;
  beforeAll(async () => {
    server = await startTestApp();
    await setUpAdministrator(server);
    people = [];
    for (const name of ['ann', 'bob', 'cy']) people.push(await signUp(server, `${name}@example.org`));
    const vault = server.app.get(VaultService);
    for (const { id } of people) await vault.seal(id, 'spool', FILE_SECRET, 'waiting');
    sealed = await vault.seal(first().id, 'files', FILE_SECRET, 'kept');
    for (const person of people) {
      const mail = { to: person.email, personId: person.id, kind: 'account-closed', at: new Date() } as const;
      await server.dataSource.transaction((manager) => server.app.get(Mailer).queue(mail, manager));
    }
  });
  afterAll(() => server.close());

  const first = (): Someone => {
    const [person] = people;
    if (!person) throw new Error('Nobody has signed up.');
    return person;
  };

  /** Everything that the master key wraps, opened with what lies in the key folder now, as a start would. */
  async function everythingOpens(config: Config = server.config): Promise<number> {
    const keys = new KeyService(await fitMasterKey(config, server.database.connection), '');
    let opened = 0;
    for (const { table, columns, bound } of Object.values<WrappedRows>(WRAPPED)) {
      const rows = await server.dataSource.query<(Record<string, string> & { wrapped: Buffer | null })[]>(`SELECT * FROM ${table}`);
      for (const row of rows.filter(({ wrapped }) => wrapped)) {
        keys.unwrap(row.wrapped ?? Buffer.alloc(0), bound(...columns.map((column) => row[column] ?? '')));
        opened++;
      }
    }
    const vault = new VaultService(server.dataSource, keys);
    expect(await vault.open(first().id, 'files', sealed, 'kept')).toEqual(FILE_SECRET);
    return opened;
  }

  /** Lets a rotation crash after its step of this number. @returns false when it had fewer */
  async function crashAt(step: number, config: Config = server.config): Promise<boolean> {
    let steps = 0;
    const onStep = () => {
      if (steps++ === step) throw CRASH;
    };
    try {
      await rotateMasterKey(config, server.database.connection, { batch: 2, onStep });
      return false;
    } catch (error) {
      if (error !== CRASH) throw error;
      return true;
    }
  }

  it('finds every table that holds wrapped keys', async () => {
    const rows = await server.dataSource.query<{ table_name: string }[]>(
      `SELECT table_name FROM information_schema.columns WHERE column_name = 'wrapped' AND table_schema = 'public'`,
    );
    expect(rows.map((row) => row.table_name).sort()).toEqual(
      Object.values(WRAPPED)
        .map(({ table }) => table)
        .sort(),
    );
  });

  it('may be interrupted after any step: everything opens, and the next run goes on', async () => {
    const before = readFileSync(masterKeyPath(server.config), 'utf8');
    const old = new KeyService(await fitMasterKey(server.config, server.database.connection), '');
    const all = await everythingOpens();
    expect(all).toBeGreaterThanOrEqual(7);
    // Each run goes one step further than the one before, over what that one has left.
    let crashes = 0;
    while (await crashAt(crashes)) {
      crashes++;
      expect(await everythingOpens()).toBe(all);
    }
    expect(crashes).toBeGreaterThan(8);
    expect(await everythingOpens()).toBe(all);
    expect(readFileSync(masterKeyPath(server.config), 'utf8')).not.toBe(before);
    expect(existsSync(`${masterKeyPath(server.config)}.next`)).toBe(false);
    for (const { table, columns, bound } of Object.values<WrappedRows>(WRAPPED)) {
      const rows = await server.dataSource.query<(Record<string, string> & { wrapped: Buffer | null })[]>(`SELECT * FROM ${table}`);
      for (const row of rows.filter(({ wrapped }) => wrapped))
        expect(() => old.unwrap(row.wrapped ?? Buffer.alloc(0), bound(...columns.map((column) => row[column] ?? '')))).toThrow();
    }
    writeFileSync(masterKeyPath(server.config), before);
    await expect(fitMasterKey(server.config, server.database.connection)).rejects.toThrow('is not the one of this database');
  });
});

describe('a rotation that was interrupted', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp();
    await setUpAdministrator(server);
  });
  afterAll(() => server.close());

  const settings = (): Partial<Config> => server.config;
  const stopAt = (wanted: string, config = server.config) =>
    rotateMasterKey(config, server.database.connection, {
      batch: 1,
      onStep: (step) => {
        if (step.startsWith(wanted)) throw CRASH;
      },
    });

  it('leaves a server that starts and works, with mails and keys made meanwhile, and is finished later', async () => {
    const person = await signUp(server, 'dora@example.org');
    const sealed = await server.app.get(VaultService).seal(person.id, 'files', FILE_SECRET, 'kept');
    await server.close({ keep: true });
    await expect(stopAt('data_keys')).rejects.toBe(CRASH);
    server = await startTestApp({ resume: server });
    expect(await server.app.get(VaultService).open(person.id, 'files', sealed, 'kept')).toEqual(FILE_SECRET);
    const later = await signUp(server, 'late@example.org');
    const other = await server.app.get(VaultService).seal(later.id, 'files', FILE_SECRET, 'kept');
    await server.close({ keep: true });
    await rotateMasterKey(server.config, server.database.connection);
    server = await startTestApp({ resume: server });
    const vault = server.app.get(VaultService);
    expect(await vault.open(person.id, 'files', sealed, 'kept')).toEqual(FILE_SECRET);
    expect(await vault.open(later.id, 'files', other, 'kept')).toEqual(FILE_SECRET);
    const mails = await server.dataSource.query<{ id: string; wrapped: Buffer; sealed: Buffer }[]>('SELECT id, wrapped, sealed FROM mails');
    for (const mail of mails) expect(server.app.get(MailSeal).open(mail)).not.toBeNull();
  });

  it('says which key is missing, and goes on once it is back', async () => {
    await expect(stopAt('rotation noted')).rejects.toBe(CRASH);
    const next = `${masterKeyPath(server.config)}.next`;
    const copy = readFileSync(next);
    writeFileSync(next, randomBytes(32).toString('base64'));
    await expect(fitMasterKey(server.config, server.database.connection)).rejects.toThrow(
      /master\.key\.next is missing.*npm run keys:rotate/,
    );
    writeFileSync(next, copy);
    await rotateMasterKey(server.config, server.database.connection);
    expect((await fitMasterKey(server.config, server.database.connection)).next).toBeNull();
  });

  it('is finished by the start where only the file was not renamed', async () => {
    await expect(stopAt('database finished')).rejects.toBe(CRASH);
    const next = readFileSync(`${masterKeyPath(server.config)}.next`, 'utf8');
    await fitMasterKey(server.config, server.database.connection);
    expect(readFileSync(masterKeyPath(server.config), 'utf8')).toBe(next);
  });

  it('works with keys that are set instead of kept in files', async () => {
    const present = Buffer.from(readFileSync(masterKeyPath(server.config), 'utf8'), 'base64');
    const connection = server.database.connection;
    const masterKey = randomBytes(32);
    const only = new Config({ ...settings(), masterKey });
    const both = new Config({ ...settings(), masterKey, masterKeyOld: present });
    await expect(rotateMasterKey(new Config({ ...settings(), masterKey: present }), connection)).rejects.toThrow('openssl rand');
    await expect(fitMasterKey(both, connection)).rejects.toThrow('run npm run keys:rotate first');
    await expect(stopAt('data_keys', both)).rejects.toBe(CRASH);
    expect((await fitMasterKey(both, connection)).next).toEqual(masterKey);
    await expect(fitMasterKey(only, connection)).rejects.toThrow('is not the one of this database');
    await rotateMasterKey(both, connection);
    expect(await fitMasterKey(only, connection)).toEqual({ current: masterKey, next: null });
    await expect(rotateMasterKey(both, connection)).rejects.toThrow('nothing to rotate');
  });

  it('stops before a row that neither key opens, names it, and loses nothing', async () => {
    const config = new Config({ ...settings(), masterKey: randomBytes(32) });
    const held = new Config({ ...settings(), masterKeyOld: config.masterKey, masterKey: randomBytes(32) });
    await server.dataSource.query('UPDATE installation SET key_check = $1, next_key_check = NULL', [
      makeKeyCheck(config.masterKey ?? Buffer.alloc(32)),
    ]);
    await expect(rotateMasterKey(held, server.database.connection)).rejects.toThrow(
      /Neither master key opens the key in data_keys [0-9a-f-]{36}/,
    );
    expect((await fitMasterKey(held, server.database.connection)).next).not.toBeNull();
  });

  it('is refused while a server uses the same database', async () => {
    const { connection } = server.database;
    const running = await holdExternal(connection, 'together');
    const second = await holdExternal(connection, 'together');
    await second.release();
    await expect(holdExternal(connection, 'alone')).rejects.toThrow('stop it on all machines first');
    await running.release();
    const rotating = await holdExternal(connection, 'alone');
    await expect(holdExternal(connection, 'together')).rejects.toThrow('is being rotated');
    await rotating.release();
  });
});

/** The command as it is shipped, in a process of its own, killed as a power cut would end it. */
describe('npm run keys:rotate, killed in the middle of a transaction', () => {
  const PEOPLE = 120;
  const PURPOSES = ['sign_in', 'template', 'evidence', 'spool', 'display', 'files'];
  const HELD = 73_194_999;
  let server: TestApp;
  let sealed: Buffer;
  let person: Someone;
  beforeAll(async () => {
    server = await startTestApp();
    await setUpAdministrator(server);
    person = await signUp(server, 'ann@example.org');
    sealed = await server.app.get(VaultService).seal(person.id, 'files', FILE_SECRET, 'kept');
    const keys = server.app.get(KeyService);
    // more than one batch of 500, so that some are behind it and some before it
    const ids = Array.from({ length: PEOPLE }, () => crypto.randomUUID());
    await server.dataSource.query(
      `INSERT INTO users (id, email, name, role) SELECT id, id || '@example.org', 'Nobody', 'student' FROM unnest($1::uuid[]) AS id`,
      [ids],
    );
    const rows = ids.flatMap((id) => PURPOSES.map((purpose) => [id, purpose, keys.wrap(keys.newDataKey(), bound(id, purpose))] as const));
    await server.dataSource.query(
      `INSERT INTO data_keys (id, user_id, purpose, wrapped)
       SELECT gen_random_uuid(), r.user_id, r.purpose, r.wrapped FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS r(user_id, purpose, wrapped)`,
      [rows.map(([id]) => id), rows.map(([, purpose]) => purpose), rows.map(([, , wrapped]) => wrapped)],
    );
    await server.close({ keep: true });
  });
  afterAll(() => server.close());

  const { bound } = WRAPPED.dataKey;
  const keyService = async () => new KeyService(await fitMasterKey(server.config, server.database.connection), '');

  /** Straight on the database: the app is down. */
  async function asOwner<T>(
    work: (query: (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>) => Promise<T>,
  ): Promise<T> {
    const { host, user, database } = server.database.connection;
    const client = new pg.Client({ host, user, database });
    await client.connect();
    try {
      return await work(async (sql, values) => (await client.query<Record<string, unknown>>(sql, values)).rows);
    } finally {
      await client.end();
    }
  }

  function rotate() {
    const { host, user, database } = server.database.connection;
    const child = spawn(process.execPath, [join(repositoryRoot, 'apps', 'api', 'dist', 'commands', 'rotate-cli.js')], {
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        INVIGIL_DATA: server.dataDir,
        DATABASE_URL: `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const run = {
      child,
      output: '',
      ended: once(child, 'close').then(([code, signal]): Ended => ({ code: code as number | null, signal: signal as string | null })),
    };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (run.output += chunk.toString()));
    return run;
  }

  /** How many keys each of the master keys opens. */
  async function openedBy(keys: KeyService): Promise<number> {
    const rows = await asOwner((query) => query('SELECT user_id, purpose, wrapped FROM data_keys'));
    return rows.filter(({ user_id, purpose, wrapped }) => {
      try {
        return keys.unwrap(wrapped as Buffer, bound(String(user_id), String(purpose))).length === 32;
      } catch {
        return false;
      }
    }).length;
  }

  it('leaves every key readable, and a second run finishes', async () => {
    const old = await keyService();
    const all = await openedBy(old);
    expect(all).toBeGreaterThan(PEOPLE * PURPOSES.length);
    // The rotation stops at a key in the middle of its second batch, which others of the same transaction were written before.
    await asOwner(async (query) => {
      await query(
        `CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock(${String(HELD)}); RETURN NEW; END'`,
      );
      const [row] = await query('SELECT id FROM data_keys ORDER BY id OFFSET 600 LIMIT 1');
      await query(
        `CREATE TRIGGER hold BEFORE UPDATE ON data_keys FOR EACH ROW WHEN (OLD.id = '${String(row?.['id'])}') EXECUTE FUNCTION hold()`,
      );
    });
    const first = await asOwner(async (query) => {
      await query(`SELECT pg_advisory_lock(${String(HELD)})`);
      const run = rotate();
      const waits = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = ${String(HELD)} AND NOT granted`;
      await expect.poll(async () => [run.child.exitCode, (await query(waits)).length]).toEqual([null, 1]);
      run.child.kill('SIGKILL');
      expect(await run.ended).toEqual({ code: null, signal: 'SIGKILL' });
      return run;
    });
    expect(first.output).toContain('data_keys: 500 keys');
    expect(first.output).not.toContain('The master key is new');
    await asOwner((query) => query('DROP FUNCTION hold CASCADE'));

    // What was committed is the new key's, what was not is the old one's, and a server that starts now opens both.
    expect(await openedBy(old)).toBe(all - 500);
    expect(await openedBy(await keyService())).toBe(all);
    server = await startTestApp({ resume: server });
    expect(await server.app.get(VaultService).open(person.id, 'files', sealed, 'kept')).toEqual(FILE_SECRET);
    expect((await programClient(server.url).post('/auth/login', { email: person.email, password: PASSWORD })).status).toBe(200);
    await server.close({ keep: true });

    const second = rotate();
    expect(await second.ended, second.output).toEqual({ code: 0, signal: null });
    expect(second.output).toContain('The master key is new');
    expect(await openedBy(await keyService())).toBe(all);
    expect(await openedBy(old)).toBe(0);
    expect(existsSync(`${masterKeyPath(server.config)}.next`)).toBe(false);
    server = await startTestApp({ resume: server });
    expect(await server.app.get(VaultService).open(person.id, 'files', sealed, 'kept')).toEqual(FILE_SECRET);
  });
});

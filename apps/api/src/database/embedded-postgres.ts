import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StartError } from '../config/config.js';
import { makeCluster } from './make-cluster.js';
import { postgresBinaries } from './postgres-binaries.js';
import { isAlive, isPostgres, lastLine, readText } from './postgres-process.js';
import { chooseRunAs, giveFolder, type RunAs } from './postgres-user.js';

const OWNER = 'invigil_owner';
/** A unix socket's path may have 107 bytes; the file's own name takes the rest. */
const LONGEST_SOCKET_FOLDER = 90;
const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 20_000;
const WATCH_MS = 500;

export interface EmbeddedPostgresOptions {
  /** Folder for the cluster; made when it is missing. */
  readonly folder: string;
  /** False in tests: faster, and lost when the whole machine dies. */
  readonly durable?: boolean;
  /** Told when the server died and was started again. */
  readonly onRestart?: () => void;
}

/** A real PostgreSQL of our own on a unix socket: made, started, found again after a crash, restarted when it dies. */
export class EmbeddedPostgres {
  readonly user = OWNER;
  readonly socketDir: string;
  private readonly dataDir: string;
  private readonly logFile: string;
  private readonly native = postgresBinaries();
  private runAs: RunAs = { prefix: [] };
  private watch: NodeJS.Timeout | undefined;
  private starting: Promise<boolean> | undefined;

  constructor(private readonly options: EmbeddedPostgresOptions) {
    const folder = resolve(options.folder);
    this.dataDir = join(folder, 'cluster');
    this.logFile = join(folder, 'postgres.log');
    const inside = join(folder, 'run');
    const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
    this.socketDir = inside.length <= LONGEST_SOCKET_FOLDER ? inside : join(tmpdir(), `invigil-${hash}`);
  }

  /** @returns true when it was started, false when a running one was found and used again */
  async start(): Promise<boolean> {
    this.prepare();
    const started = !(await this.answers()) && (await this.launch());
    this.watch = setInterval(() => void this.restartWhenDead(), WATCH_MS);
    this.watch.unref();
    return started;
  }

  /** Leaves the server running, and alone. */
  unwatch(): void {
    clearInterval(this.watch);
  }

  /** Ends the server after its clients have gone; what is committed stays. */
  async stop(): Promise<void> {
    this.unwatch();
    await this.starting?.catch(() => undefined);
    const pid = this.postmaster();
    if (pid === undefined) return;
    process.kill(pid, 'SIGINT');
    for (const end = Date.now() + STOP_LIMIT_MS; Date.now() < end && isAlive(pid);) await sleep(20);
    if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
  }

  /** Process id of the server that holds the cluster, when one lives. */
  postmaster(): number | undefined {
    try {
      const pid = Number(readFileSync(join(this.dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
      return Number.isInteger(pid) && pid > 1 && isAlive(pid) && isPostgres(pid) ? pid : undefined;
    } catch {
      return undefined;
    }
  }

  /** Creates the database when the cluster has none of that name. */
  async ensureDatabase(name: string): Promise<void> {
    const client = this.client();
    await client.connect();
    try {
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    } finally {
      await client.end();
    }
  }

  private client(): pg.Client {
    const client = new pg.Client({ host: this.socketDir, user: OWNER, database: 'postgres', connectionTimeoutMillis: 3000 });
    // A server that dies under the connection is reported by the query that fails.
    client.on('error', () => undefined);
    return client;
  }

  private prepare(): void {
    const folder = resolve(this.options.folder);
    // Others may pass through the data folder, not list it: PostgreSQL's account has to reach its own part.
    mkdirSync(dirname(folder), { recursive: true, mode: 0o711 });
    this.runAs = chooseRunAs([dirname(folder), this.native]);
    for (const dir of [folder, this.socketDir]) {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      if (this.postmaster() === undefined) giveFolder(dir, this.runAs.owner);
      chmodSync(dir, 0o700);
    }
    makeCluster({ dataDir: this.dataDir, native: this.native, owner: OWNER, runAs: this.runAs, durable: this.options.durable ?? true });
  }

  /** @returns whether the server that answers then is the one started here */
  private async launch(): Promise<boolean> {
    const end = Date.now() + START_LIMIT_MS;
    let pid: number | undefined;
    while (Date.now() < end) {
      // A killed server's children hold its memory for a few seconds and the new one gives up: try until they are gone.
      if (this.postmaster() === undefined && (pid === undefined || !isAlive(pid))) pid = this.spawnServer();
      if (await this.answers()) return this.postmaster() === pid;
      await sleep(50);
    }
    throw new StartError(`PostgreSQL did not start (${lastLine(readText(this.logFile))}); read ${this.logFile}.`);
  }

  private spawnServer(): number | undefined {
    const settings = [
      'listen_addresses=',
      `unix_socket_directories=${this.socketDir}`,
      'max_connections=80',
      ...((this.options.durable ?? true) ? [] : ['fsync=off', 'full_page_writes=off', 'max_connections=200']),
    ];
    const args = ['-D', this.dataDir, ...settings.flatMap((entry) => ['-c', entry])];
    const [command = '', ...rest] = [...this.runAs.prefix, join(this.native, 'bin', 'postgres'), ...args];
    if (!existsSync(this.logFile)) writeFileSync(this.logFile, '', { mode: 0o600 });
    const log = openSync(this.logFile, 'a');
    // Detached: Ctrl-C in the terminal must not end the database before the app has drained.
    const child = spawn(command, rest, { cwd: '/', detached: true, stdio: ['ignore', log, log], uid: this.runAs.uid, gid: this.runAs.gid });
    closeSync(log);
    child.on('error', () => undefined);
    child.unref();
    return child.pid;
  }

  /** Only a connection proves that the server is there; a pid file outlives a killed one. */
  private async answers(): Promise<boolean> {
    const client = this.client();
    try {
      await client.connect();
      await client.query('SELECT 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async restartWhenDead(): Promise<void> {
    if (this.starting || this.postmaster() !== undefined) return;
    this.starting = this.launch();
    try {
      await this.starting;
      this.options.onRestart?.();
    } catch {
      // The next look tries again; the app is not ready meanwhile and says so.
    } finally {
      this.starting = undefined;
    }
  }
}

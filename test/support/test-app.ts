import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { Config } from '../../apps/api/src/config/config.js';
import { createApp } from '../../apps/api/src/create-app.js';
import { dataSourceOptions } from '../../apps/api/src/database/data-source.js';
import { ENTITIES } from '../../apps/api/src/schema/entities.js';
import { fitMasterKey } from '../../apps/api/src/keys/fit-master-key.js';
import { jwtSecretOf } from '../../apps/api/src/keys/key-files.js';
import { KeyService } from '../../apps/api/src/keys/key.service.js';
import { SetupService } from '../../apps/api/src/keys/setup.service.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { freePort } from './free-port.js';

export const repositoryRoot = resolve(import.meta.dirname, '..', '..');

export interface TestApp {
  /** `http://localhost:PORT`, without a slash at its end. */
  readonly url: string;
  readonly app: NestExpressApplication;
  /** Connected as the owner: sees and may change everything. */
  readonly dataSource: DataSource;
  readonly database: TestDatabase;
  readonly dataDir: string;
  readonly config: Config;
  /** Everything the app logged, at level trace, for tests that look for a secret in it. */
  readonly logs: string[];
  /** A fresh one-time token for the first administrator. */
  setupToken(): Promise<string>;
  /** Stops the app. With `keep` its database and folder stay, for `startTestApp({ resume })`. */
  close(options?: { keep?: boolean }): Promise<void>;
}

export interface TestAppOptions {
  readonly overrides?: Partial<Config>;
  /** Database, folder and port of an app that was closed with `keep`: a restart. */
  readonly resume?: TestApp;
  /** An app that runs already: this one is a second process on its database and folder. It is closed with `keep`, and before the other. */
  readonly beside?: TestApp;
}

/** The real app on a real PostgreSQL, on a free port of its own. */
export async function startTestApp({ overrides = {}, resume, beside }: TestAppOptions = {}): Promise<TestApp> {
  const first = resume ?? beside;
  const database = first?.database ?? (await createTestDatabase());
  const dataDir = first?.dataDir ?? (await mkdtemp(join(tmpdir(), 'invigil-app-')));
  const config = resume?.config ?? (await testConfig(dataDir, overrides));
  const logs: string[] = [];
  const logStream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logs.push(chunk.toString());
      done();
    },
  });
  const keys = new KeyService(await fitMasterKey(config, database.connection), jwtSecretOf(config));
  const app = await createApp({ config, connection: database.connection, keys, logStream });
  await app.listen(config.port, config.host);
  const dataSource = await new DataSource(dataSourceOptions(database.connection, 'owner', ENTITIES)).initialize();
  return {
    url: config.publicUrl,
    app,
    dataSource,
    database,
    dataDir,
    config,
    logs,
    setupToken: () => app.get(SetupService).mint(),
    close: async ({ keep = false } = {}) => {
      await app.close();
      await dataSource.destroy();
      if (keep) return;
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function testConfig(dataDir: string, overrides: Partial<Config>): Promise<Config> {
  const port = await freePort();
  const publicUrl = `http://localhost:${String(port)}`;
  return new Config({
    port,
    host: '127.0.0.1',
    publicUrl,
    allowedOrigins: [publicUrl, `http://127.0.0.1:${String(port)}`],
    root: repositoryRoot,
    dataDir,
    logLevel: 'trace',
    analysisThreads: 1,
    throttleLimit: 100_000,
    ...overrides,
  });
}

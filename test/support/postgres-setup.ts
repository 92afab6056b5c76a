import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { EmbeddedPostgres } from '../../apps/api/src/database/embedded-postgres.js';
import { migrate } from '../../apps/api/src/database/migrate.js';
import type { Connection } from '../../apps/api/src/database/connection.js';

export const TEMPLATE = 'invigil_template';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this test run, connected to the migrated template. */
    postgres: Connection & { host: string; user: string };
  }
}

/** One PostgreSQL for a test run; each app gets a copy of the migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-test-'));
  const server = new EmbeddedPostgres({
    folder: join(folder, 'postgres'),
    durable: false,
  });
  await server.start();
  await server.ensureDatabase(TEMPLATE);
  const template = { host: server.socketDir, user: server.user, database: TEMPLATE };
  project.provide('postgres', { ...(await migrate(template)), ...template });
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

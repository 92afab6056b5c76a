import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DataSource } from 'typeorm';
import { loadConfig, StartError } from '../config/config.js';
import type { Connection } from '../database/connection.js';
import { dataSourceOptions } from '../database/data-source.js';
import { migrate } from '../database/migrate.js';
import { openDatabase } from '../database/open-database.js';
import { ENTITIES } from '../schema/entities.js';
import { generateMigration, schemaDifferences } from '../schema/schema-differences.js';

const root = resolve(import.meta.dirname, '..', '..', '..', '..');
const [command = 'run', name = ''] = process.argv.slice(2);

async function withOwner<T>(connection: Connection, work: (source: DataSource) => Promise<T>): Promise<T> {
  const source = await new DataSource(dataSourceOptions(connection, 'owner', ENTITIES)).initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}

async function perform(connection: Connection): Promise<string> {
  await migrate(connection);
  if (command === 'run') return 'The database is up to date.';
  const differences = await withOwner(connection, schemaDifferences);
  if (command === 'check') {
    if (differences.length === 0) return 'Entities and migrations agree.';
    throw new StartError(
      `Entities and migrations differ; run npm run migration:generate -- NameOfTheChange. What is missing:\n${differences.join('\n')}`,
    );
  }
  if (differences.length === 0) return 'Nothing to generate: entities and migrations agree.';
  const { file, text } = generateMigration(name, differences, Date.now());
  writeFileSync(join(root, 'migrations', file), text, { flag: 'wx' });
  return `Wrote migrations/${file}; read it, then add it to the end of migrations/index.ts.`;
}

try {
  if (!['run', 'check', 'generate'].includes(command))
    throw new StartError(`There is no command ${command}; there are run, check and generate.`);
  if (command === 'generate' && !/^[A-Z][A-Za-z]+$/.test(name))
    throw new StartError('Say what the migration does, such as: npm run migration:generate -- AddAppeals');
  const database = await openDatabase(loadConfig(root), 'beside');
  const message = await perform(database.connection).finally(() => database.close());
  process.stdout.write(`${message}\n`);
} catch (error) {
  process.stderr.write(
    `${error instanceof StartError ? error.message : error instanceof Error ? (error.stack ?? error.message) : 'unknown failure'}\n`,
  );
  process.exitCode = 1;
}

import type { DataSource } from 'typeorm';

/** @returns the statements that would turn a migrated database into what the entities say; none when they agree */
export async function schemaDifferences(source: DataSource): Promise<string[]> {
  const log = await source.driver.createSchemaBuilder().log();
  return log.upQueries.map(({ query }) => query);
}

/**
 * A migration file that runs the statements. Migrations go forward only, so it has no way back.
 * @param name what it does, VerbNoun
 * @param time milliseconds since 1970, which order the migrations
 */
export function generateMigration(name: string, statements: readonly string[], time: number): { file: string; text: string } {
  const className = `${name}${String(time)}`;
  const queries = statements.map((sql) => `    await runner.query(${JSON.stringify(sql)});`).join('\n');
  const text = `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  name = '${className}';

  async up(runner: QueryRunner): Promise<void> {
${queries}
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore a backup to go back.');
  }
}
`;
  return { file: `${String(time)}-${name}.ts`, text };
}

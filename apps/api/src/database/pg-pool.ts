import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/** The pool of `pg` that TypeORM works on, with the role of that data source. */
export const pgPool = (source: DataSource): Pool => (source.driver as unknown as { master: Pool }).master;

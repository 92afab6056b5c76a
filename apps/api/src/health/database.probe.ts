import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { pendingMigrations } from '../database/migrate.js';
import { Readiness } from '../vitals/readiness.js';

@Injectable()
export class DatabaseProbe implements OnModuleInit {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly readiness: Readiness,
  ) {}

  onModuleInit(): void {
    this.readiness.register({ name: 'database', check: () => this.source.query('SELECT 1').then(() => true) });
    this.readiness.register({ name: 'migrations', check: async () => (await pendingMigrations(this.source)).length === 0 });
  }
}

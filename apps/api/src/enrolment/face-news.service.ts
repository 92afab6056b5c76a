import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Channel } from '../database/channel.js';
import { pgPool } from '../database/pg-pool.js';
import { TemplateSignals } from './template-signals.js';

/** Hears of each change to who may be found by their face, from every process on this database: triggers say it in the transaction of the change. */
@Injectable()
export class FaceNews implements OnModuleInit, OnModuleDestroy {
  private readonly channel: Channel;

  constructor(@InjectDataSource() source: DataSource, { changed$, missed$ }: TemplateSignals) {
    this.channel = new Channel(pgPool(source), 'face_changes', {
      heard: (userId) => changed$.next({ userId }),
      back: () => missed$.next(),
    });
  }

  /** Before anybody is read into memory, so that no change falls between. */
  onModuleInit(): Promise<void> {
    return this.channel.open();
  }

  onModuleDestroy(): void {
    this.channel.close();
  }
}

import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { DoomedObjects } from './doomed-objects.service.js';
import { LocalObjects } from './local-objects.js';
import { ObjectStore } from './object-store.service.js';

/** The client for S3 is large: it is only loaded where it is used. */
async function openObjects({ dataDir, s3 }: Config): Promise<ObjectStore> {
  if (s3 === undefined) return new LocalObjects(join(dataDir, 'objects'));
  const { S3Objects } = await import('./s3-objects.js');
  return new S3Objects(s3);
}

@Module({
  providers: [{ provide: ObjectStore, inject: [Config], useFactory: openObjects }, DoomedObjects],
  exports: [ObjectStore, DoomedObjects],
})
export class StorageModule {}

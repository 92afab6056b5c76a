import { Module } from '@nestjs/common';
import { ObjectStore } from './object-store.service.js';

@Module({ providers: [ObjectStore], exports: [ObjectStore] })
export class StorageModule {}

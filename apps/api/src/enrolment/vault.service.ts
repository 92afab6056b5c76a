import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Problem } from '../http/problem.js';
import { KeyService } from '../keys/key.service.js';
import { seal, unseal } from '../keys/seal.js';
import { WRAPPED } from '../keys/wrapped-rows.js';
import { DataKey } from './data-key.entity.js';
import { KeyCache } from './key-cache.js';

export type Purpose = DataKey['purpose'];
interface OpenKey {
  id: string;
  key: Buffer;
}

const VERSION = 1;

/** Encrypts with a key per person and purpose. What is sealed opens only for the same person, purpose, context and version. */
@Injectable()
export class VaultService {
  private readonly cache = new KeyCache<OpenKey>(60_000, 2000);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly keys: KeyService,
  ) {}

  /**
   * @param context what the bytes are, such as `evidence:<id>`; `open` needs the same
   * @param manager the transaction that stores the result; then a new key is made in it too
   */
  async seal(userId: string, purpose: Purpose, bytes: Uint8Array, context: string, manager?: EntityManager): Promise<Buffer> {
    const { key } = await this.keyFor(userId, purpose, manager);
    return Buffer.concat([Buffer.of(VERSION), seal(key, bytes, bound(userId, purpose, context))]);
  }

  /** @throws Problem NOT_FOUND when the key was destroyed; Error when the bytes are not what was sealed for this person, purpose and context */
  async open(userId: string, purpose: Purpose, sealed: Uint8Array, context: string): Promise<Buffer> {
    if (sealed[0] !== VERSION) throw new Error(`Sealed bytes of ${purpose} have an unknown version.`);
    const unsealWith = ({ key }: OpenKey): Buffer => unseal(key, sealed.subarray(1), bound(userId, purpose, context));
    const held = this.cache.get(cacheKey(userId, purpose));
    try {
      if (held) return unsealWith(held);
    } catch {
      // Perhaps the held key was destroyed and made anew elsewhere: the database knows.
    }
    const found = await this.find(userId, purpose, this.source.manager);
    if (!found) throw new Problem('NOT_FOUND', 'This has been erased and cannot be shown any more.');
    const bytes = unsealWith(found);
    this.cache.set(cacheKey(userId, purpose), found);
    return bytes;
  }

  /** The id of the key in use, made when there is none: for rows that shall go with it. */
  async keyId(userId: string, purpose: Purpose, manager: EntityManager): Promise<string> {
    return (await this.keyFor(userId, purpose, manager)).id;
  }

  /** Makes everything sealed with the key unreadable for ever. With a manager, call `forget` once it has committed. */
  async destroyKey(userId: string, purpose: Purpose, manager: EntityManager = this.source.manager): Promise<void> {
    await manager.getRepository(DataKey).delete({ userId, purpose });
    this.forget(userId, purpose);
  }

  forget(userId: string, purpose: Purpose): void {
    this.cache.delete(cacheKey(userId, purpose));
  }

  /** Inside a transaction the cache is neither asked nor filled: a key made there may be rolled back. */
  private async keyFor(userId: string, purpose: Purpose, manager?: EntityManager): Promise<OpenKey> {
    if (manager) return this.findOrMake(userId, purpose, manager);
    const held = this.cache.get(cacheKey(userId, purpose));
    if (held) return held;
    const found = await this.findOrMake(userId, purpose, this.source.manager);
    this.cache.set(cacheKey(userId, purpose), found);
    return found;
  }

  private async findOrMake(userId: string, purpose: Purpose, manager: EntityManager): Promise<OpenKey> {
    const found = await this.find(userId, purpose, manager);
    if (found) return found;
    const wrapped = this.keys.wrap(this.keys.newDataKey(), WRAPPED.dataKey.bound(userId, purpose));
    // Of two at once the first wins, and both use its key.
    await manager.createQueryBuilder().insert().into(DataKey).values({ id: uuid(), userId, purpose, wrapped }).orIgnore().execute();
    const made = await this.find(userId, purpose, manager);
    if (!made) throw new Error(`The ${purpose} key was destroyed while it was being made.`);
    return made;
  }

  private async find(userId: string, purpose: Purpose, manager: EntityManager): Promise<OpenKey | null> {
    const row = await manager.getRepository(DataKey).findOneBy({ userId, purpose });
    return row && { id: row.id, key: this.keys.unwrap(row.wrapped, WRAPPED.dataKey.bound(userId, purpose)) };
  }
}

const cacheKey = (userId: string, purpose: Purpose): string => `${userId}:${purpose}`;
const bound = (userId: string, purpose: Purpose, context: string): string => JSON.stringify([VERSION, userId, purpose, context]);

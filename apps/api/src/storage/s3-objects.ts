import { NoSuchKey, NotFound } from '@aws-sdk/client-s3';
import { Disk } from 'flydrive';
import { S3Driver } from 'flydrive/drivers/s3';
import { requireObjectKey, type Area } from './object-key.js';
import { ObjectStore, type StoredObject } from './object-store.service.js';
import type { S3Settings } from '../config/s3-settings.js';

/** Objects in a bucket of a server that speaks S3. `put` returns once the server has taken the whole object. */
export class S3Objects extends ObjectStore {
  private readonly disk: Disk;

  constructor({ bucket, region, endpoint, credentials }: S3Settings) {
    super();
    const address = endpoint === undefined ? {} : { endpoint, forcePathStyle: true };
    // Servers other than Amazon's often know neither the newer checksums nor access lists; the content is authenticated by its own seal.
    const plain = { requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED', supportsACL: false } as const;
    this.disk = new Disk(
      new S3Driver({ bucket, region, visibility: 'private', ...address, ...plain, ...(credentials ? { credentials } : {}) }),
    );
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.disk.put(requireObjectKey(key), bytes, { contentType: 'application/octet-stream' });
  }

  async get(key: string): Promise<Buffer | null> {
    try {
      return Buffer.from(await this.disk.getBytes(requireObjectKey(key)));
    } catch (error) {
      return missingAsNull(error);
    }
  }

  async delete(key: string): Promise<void> {
    await this.disk.delete(requireObjectKey(key));
  }

  async *list(area: Area): AsyncGenerator<StoredObject> {
    let page: string | undefined;
    do {
      const { objects, paginationToken } = await this.disk.listAll(`${area}/`, {
        recursive: true,
        ...(page === undefined ? {} : { paginationToken: page }),
      });
      for (const found of objects) if (found.isFile) yield { key: found.key, writtenAt: () => this.writtenAt(found.key) };
      page = paginationToken;
    } while (page !== undefined);
  }

  /** A bucket holds whole objects only. */
  deletePart(): Promise<void> {
    return Promise.reject(new Error('not a half-written object'));
  }

  private async writtenAt(key: string): Promise<Date | null> {
    try {
      return (await this.disk.getMetaData(key)).lastModified;
    } catch (error) {
      return missingAsNull(error);
    }
  }
}

/** The disk wraps what the client threw. */
function missingAsNull(error: unknown): null {
  const { cause } = error as { cause?: unknown };
  if ([error, cause].some((one) => one instanceof NoSuchKey || one instanceof NotFound)) return null;
  throw error;
}

import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Between, type DataSource } from 'typeorm';
import { Problem } from '../http/problem.js';
import { objectKey } from '../storage/object-key.js';
import { ObjectStore } from '../storage/object-store.service.js';
import { CHUNK_BYTES, chunksIn, openChunk, sealChunk } from './chunk-seal.js';
import { FileChunk } from './file-chunk.entity.js';

/** Rows that are read at once while a file is sent. */
const ROWS = 64;
/** Only while the upload lives, whose life it prolongs; a piece that was sent before gives way. */
const NAME = `
  WITH alive AS (UPDATE files SET expires_at = $4 WHERE id = $1 AND state = 'uploading' RETURNING id),
       old AS (SELECT c.object_key FROM file_chunks c JOIN alive ON alive.id = c.file_id WHERE c.n = $2),
       doomed AS (INSERT INTO doomed_objects (object_key) SELECT object_key FROM old ON CONFLICT DO NOTHING)
  INSERT INTO file_chunks (file_id, n, object_key) SELECT id, $2, $3 FROM alive
  ON CONFLICT (file_id, n) DO UPDATE SET object_key = excluded.object_key RETURNING n
`;

interface Written {
  readonly fileId: string;
  readonly key: Buffer;
  readonly n: number;
  /** Bytes of the whole file on its last piece, null on every other. */
  readonly total: number | null;
  readonly plain: Uint8Array;
  readonly expiresAt: Date;
}
interface Wanted {
  readonly fileId: string;
  readonly key: Buffer;
  /** Bytes of the whole file. */
  readonly size: number;
  /** First and last byte, both included. */
  readonly start: number;
  readonly end: number;
}

/** The pieces of files, each an object of its own, so that a range reads no more than it needs. */
@Injectable()
export class FileChunks {
  private readonly logger = new Logger(FileChunks.name);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly objects: ObjectStore,
  ) {}

  /** The object first, then its row. @throws Problem WRONG_STATE when the upload is over */
  async write({ fileId, key, n, total, plain, expiresAt }: Written): Promise<void> {
    const object = objectKey('files');
    await this.objects.put(object, sealChunk(key, { fileId, objectKey: object, n, total }, plain));
    const named = await this.source.query<unknown[]>(NAME, [fileId, n, object, expiresAt]);
    if (named.length > 0) return;
    await this.objects.delete(object).catch(() => {
      this.logger.warn('A piece that came too late could not be deleted yet; the retention job will.');
    });
    throw new Problem('WRONG_STATE', 'This upload is over; begin a new one.');
  }

  /** @throws Error at the first piece that is gone or not what was written; what was given before is good */
  async *read({ fileId, key, size, start, end }: Wanted): AsyncGenerator<Buffer> {
    const last = chunksIn(size) - 1;
    const until = Math.min(last, Math.floor(Math.max(end, 0) / CHUNK_BYTES));
    for (let n = Math.floor(start / CHUNK_BYTES); n <= until; n += ROWS) {
      const rows = await this.rows(fileId, n, Math.min(until, n + ROWS - 1));
      for (let place = n; place <= Math.min(until, n + ROWS - 1); place++) {
        const plain = await this.open(fileId, key, place, rows.get(place), place === last ? size : null);
        const from = place * CHUNK_BYTES;
        yield plain.subarray(Math.max(0, start - from), Math.max(0, end - from + 1));
      }
    }
  }

  private async rows(fileId: string, from: number, to: number): Promise<Map<number, string>> {
    const found = await this.source.manager.findBy(FileChunk, { fileId, n: Between(from, to) });
    return new Map(found.map(({ n, objectKey: object }) => [n, object]));
  }

  private async open(fileId: string, key: Buffer, n: number, object: string | undefined, total: number | null): Promise<Buffer> {
    const sealed = object === undefined ? null : await this.objects.get(object);
    if (object === undefined || sealed === null) throw new Error(`Piece ${String(n)} of the file ${fileId} is gone.`);
    return openChunk(key, { fileId, objectKey: object, n, total }, sealed);
  }
}

import { FILE_PART_BYTES, type BeginUpload, type UploadView } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request } from 'express';
import { MoreThan, type DataSource } from 'typeorm';
import type { ClientInfo } from '../auth/callers/client-info.js';
import { Limiter } from '../auth/limits/limiter.js';
import type { Person } from '../auth/tokens/person.js';
import { Problem } from '../http/problem.js';
import { CHUNK_BYTES, chunksIn } from './chunk-seal.js';
import { chunksOf } from './chunks-of.js';
import { FileChunks } from './file-chunks.service.js';
import { FileGate } from './file-gate.service.js';
import { FileKeys } from './file-keys.service.js';
import { fileNotFound } from './file-problems.js';
import { sniffType } from './sniff-type.js';
import { StoredFile } from './stored-file.entity.js';
import { UploadsService } from './uploads.service.js';

const DAY = 86_400_000;
const MINUTE = 60_000;
const CHUNKS_A_PART = FILE_PART_BYTES / CHUNK_BYTES;
const partsIn = (size: number): number => Math.max(1, Math.ceil(size / FILE_PART_BYTES));
const later = (): Date => new Date(Date.now() + DAY);

/** Uploads in parts, which go on after a lost connection, another day, or past the 15 minutes in which they began. */
@Injectable()
export class PartUploads {
  private readonly begun = new Limiter(120, MINUTE);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly uploads: UploadsService,
    private readonly chunks: FileChunks,
    private readonly keys: FileKeys,
    private readonly gate: FileGate,
  ) {}

  async begin(person: Person, { name, size }: BeginUpload): Promise<UploadView> {
    this.begun.take(person.id);
    const { file } = await this.uploads.begin(person, { name, bytes: size, sessionId: person.sessionId, expiresAt: later() });
    return this.view(file);
  }

  /** Somebody's unfinished uploads, the newest first. */
  async list(person: Person): Promise<UploadView[]> {
    const where = { ownerId: person.id, state: 'uploading' as const, expiresAt: MoreThan(new Date()) };
    const files = await this.source.manager.find(StoredFile, { where, order: { createdAt: 'DESC' }, take: 100 });
    return Promise.all(files.filter(({ sessionId }) => sessionId !== null).map((file) => this.view(file)));
  }

  async one(person: Person, id: string): Promise<UploadView> {
    return this.view(await this.require(person, id));
  }

  /**
   * Takes one part whole. Sent again, it replaces what was kept.
   * @throws Problem BAD_REQUEST when it has not exactly the bytes that belong there
   */
  async take(person: Person, id: string, n: number, request: Request): Promise<void> {
    const file = await this.require(person, id);
    const size = Number(file.size);
    if (n >= partsIn(size)) throw new Problem('BAD_REQUEST', `This upload has ${String(partsIn(size))} parts, counted from 0.`);
    const bytes = Math.min(FILE_PART_BYTES, size - n * FILE_PART_BYTES);
    if (Number(request.headers['content-length'] ?? -1) !== bytes)
      throw new Problem('BAD_REQUEST', `Part ${String(n)} has ${String(bytes)} bytes; send exactly those, with their Content-Length.`);
    const key = await this.keys.ofUpload(file);
    let place = n * CHUNKS_A_PART;
    for await (const piece of chunksOf(request)) {
      if (place === 0) await this.source.manager.update(StoredFile, { id }, { mime: await sniffType(piece.bytes) });
      const total = place === chunksIn(size) - 1 ? size : null;
      await this.chunks.write({ fileId: id, key, n: place, total, plain: piece.bytes, expiresAt: later() });
      place += 1;
    }
  }

  async finish(person: Person, id: string, client: ClientInfo): Promise<void> {
    const file = await this.source.manager.findOneBy(StoredFile, { id, ownerId: person.id });
    if (file?.state === 'ready') return;
    const { size } = await this.require(person, id);
    await this.uploads.finish(person, id, Number(size), client);
  }

  async cancel(person: Person, id: string): Promise<void> {
    const file = await this.source.manager.findOneBy(StoredFile, { id, ownerId: person.id, state: 'uploading' });
    if (!file) throw fileNotFound();
    await this.uploads.discard(id);
  }

  /** The session that began an upload may finish it; another of the same person needs the file area open. */
  private async require(person: Person, id: string): Promise<StoredFile> {
    const file = await this.source.manager.findOneBy(StoredFile, { id, ownerId: person.id, state: 'uploading' });
    if (!file || file.sessionId === null) throw fileNotFound();
    if (file.sessionId !== person.sessionId) this.gate.requireOpen(person);
    return file;
  }

  private async view({ id, name, size, createdAt }: StoredFile): Promise<UploadView> {
    const bytes = Number(size);
    const rows = await this.source.query<{ part: number; pieces: number }[]>(
      'SELECT n / $2::int AS part, count(*)::int AS pieces FROM file_chunks WHERE file_id = $1 GROUP BY 1 ORDER BY 1',
      [id, CHUNKS_A_PART],
    );
    const whole = (part: number): number => Math.min(CHUNKS_A_PART, chunksIn(bytes) - part * CHUNKS_A_PART);
    const received = rows.filter(({ part, pieces }) => pieces === whole(part)).map(({ part }) => part);
    return { id, name, size: bytes, startedAt: createdAt.toISOString(), partBytes: FILE_PART_BYTES, parts: partsIn(bytes), received };
  }
}

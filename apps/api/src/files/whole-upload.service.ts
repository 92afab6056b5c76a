import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request } from 'express';
import type { DataSource } from 'typeorm';
import type { ClientInfo } from '../auth/callers/client-info.js';
import type { Person } from '../auth/tokens/person.js';
import { chunksOf } from './chunks-of.js';
import { FileChunks } from './file-chunks.service.js';
import { formFile, ignoreRest, type FormFile } from './form-file.js';
import { sniffType } from './sniff-type.js';
import { StoredFile } from './stored-file.entity.js';
import { UploadsService } from './uploads.service.js';

const HOUR = 3_600_000;
/** Most that a form adds to the file in it: boundaries and names. */
const FORM_BYTES = 4096;

/** Uploads in one request, as a form. Each piece is stored before the next is read, so that a file of any size takes the same memory. */
@Injectable()
export class WholeUploads {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly uploads: UploadsService,
    private readonly chunks: FileChunks,
  ) {}

  /**
   * @returns the id of the new file
   * @throws Problem BAD_REQUEST without a file, TOO_LARGE; then nothing of it is left
   */
  async receive(person: Person, request: Request, client: ClientInfo): Promise<string> {
    try {
      const form = await formFile(request);
      const announced = Math.max(0, Number(request.headers['content-length'] ?? 0) - FORM_BYTES);
      const upload = { name: form.name, bytes: announced, sessionId: null, expiresAt: new Date(Date.now() + HOUR) };
      // The form may break off while the upload begins: somebody has to listen.
      form.end.catch(() => undefined);
      const { file, key } = await this.uploads.begin(person, upload);
      await this.fill(person, file, key, form, client).catch(async (error: unknown) => {
        await this.uploads.discard(file.id);
        throw error;
      });
      return file.id;
    } catch (error) {
      ignoreRest(request);
      throw error;
    }
  }

  private async fill(person: Person, file: StoredFile, key: Buffer, form: FormFile, client: ClientInfo): Promise<void> {
    const size = await this.store(file, key, form);
    await form.end;
    await this.uploads.finish(person, file.id, size, client);
  }

  /** @returns how many bytes there were */
  private async store(file: StoredFile, key: Buffer, { content }: FormFile): Promise<number> {
    let setAside = Number(file.size);
    let size = 0;
    let n = 0;
    for await (const { bytes, last } of chunksOf(content)) {
      size += bytes.length;
      if (size > setAside) setAside = await this.uploads.grow(file, size);
      if (n === 0) await this.source.manager.update(StoredFile, { id: file.id }, { mime: await sniffType(bytes) });
      const total = last ? size : null;
      await this.chunks.write({ fileId: file.id, key, n, total, plain: bytes, expiresAt: new Date(Date.now() + HOUR) });
      n += 1;
    }
    return size;
  }
}

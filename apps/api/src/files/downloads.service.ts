import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request, Response } from 'express';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { ClientInfo } from '../auth/callers/client-info.js';
import type { Person } from '../auth/tokens/person.js';
import { KeyCache } from '../enrolment/key-cache.js';
import { FileChunks } from './file-chunks.service.js';
import { FileFinder } from './file-finder.service.js';
import { FileKeys } from './file-keys.service.js';
import { fileNotFound } from './file-problems.js';
import { serveFile } from './serve-file.js';
import { StoredFile } from './stored-file.entity.js';

const SAME_MS = 10 * 60_000;

/** What is written down of an opened file besides who and when. */
export interface Opening {
  readonly action: 'file.downloaded' | 'material.opened';
  readonly detail?: Record<string, unknown>;
  readonly client: ClientInfo;
}

/** Sends the content of files to whoever may have it. */
@Injectable()
export class DownloadsService {
  /** A player asks for many ranges of one film: within ten minutes that is one opening. */
  private readonly opened = new KeyCache<true>(SAME_MS, 10_000);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly finder: FileFinder,
    private readonly keys: FileKeys,
    private readonly chunks: FileChunks,
    private readonly audit: AuditService,
  ) {}

  /** @throws Problem NOT_FOUND, FORBIDDEN */
  async download(person: Person, fileId: string, request: Request, response: Response, client: ClientInfo): Promise<void> {
    await this.finder.one(person.id, fileId);
    await this.send(person, fileId, request, response, { action: 'file.downloaded', client });
  }

  /** The caller has asked whether the person may. */
  async send(person: Person, fileId: string, request: Request, response: Response, opening: Opening): Promise<void> {
    const file = await this.source.manager.findOneBy(StoredFile, { id: fileId, state: 'ready' });
    if (!file?.readyAt) throw fileNotFound();
    const key = await this.keys.ofFile(file);
    await this.writeDown(person, file, request, opening);
    const { id, name, mime, readyAt: at } = file;
    const size = Number(file.size);
    const read = (start: number, end: number) => this.chunks.read({ fileId: id, key, size, start, end });
    await serveFile(request, response, { id, name, mime, size, at, read });
  }

  private async writeDown(person: Person, file: StoredFile, request: Request, { action, detail, client }: Opening): Promise<void> {
    if (request.method === 'HEAD') return;
    const name = `${action}:${person.id}:${file.id}`;
    if (request.headers.range !== undefined && this.opened.get(name)) return;
    this.opened.set(name, true);
    const entry = { action, subjectType: 'file', subjectId: file.id, address: client.address };
    await this.audit.record({ actorId: person.id, ...entry, ...(detail ? { detail } : {}) });
  }
}

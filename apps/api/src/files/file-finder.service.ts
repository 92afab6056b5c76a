import type { FileListQuery, FileView } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { storableText } from '../http/storable-text.js';
import { accessDenied, fileNotFound } from './file-problems.js';
import { foldText } from './fold-text.js';
import { StoredFile } from './stored-file.entity.js';

const PAGE = 100;
/** A name reaches whoever has confirmed that the address is theirs, and lets others share with them. */
const FILES = `
  WITH me AS (
    SELECT id, CASE WHEN verified AND COALESCE((privacy->>'sharedWith')::boolean, true) THEN email END AS email FROM users WHERE id = $1
  ), found AS (
    SELECT f.*, CASE WHEN f.owner_id = me.id THEN 'owner'
                     WHEN EXISTS (SELECT FROM file_people p WHERE p.file_id = f.id AND p.email = me.email) THEN 'person'
                     WHEN f.is_public THEN 'public' END AS access
    FROM files f CROSS JOIN me WHERE f.state = 'ready'
  )
  SELECT f.id, f.name, f.mime, f.size, f.ready_at, f.is_public, f.access,
         CASE WHEN f.access <> 'owner' THEN u.name END AS owner,
         CASE WHEN f.access = 'owner' THEN ARRAY(SELECT email FROM file_people p WHERE p.file_id = f.id ORDER BY email) ELSE '{}' END AS people,
         CASE WHEN f.access = 'owner' THEN (SELECT count(*) FROM exam_materials m WHERE m.file_id = f.id)::int ELSE 0 END AS exams
  FROM found f JOIN users u ON u.id = f.owner_id
`;
/** By scope; without one, one's own and those shared by name. */
const SCOPES = {
  mine: `f.owner_id = $1`,
  shared: `f.access = 'person'`,
  public: `f.access = 'public'`,
  both: `f.access IN ('owner', 'person')`,
} as const;

interface Row {
  id: string;
  name: string;
  mime: string;
  size: string;
  ready_at: Date;
  is_public: boolean;
  access: FileView['access'] | null;
  owner: string | null;
  people: string[];
  exams: number;
}

/** Which files somebody may see and open, asked in the query itself. */
@Injectable()
export class FileFinder {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** The newest first. */
  async list(personId: string, { q, scope, after }: FileListQuery): Promise<{ files: FileView[]; next: string | null }> {
    const [at, id] = after?.split('_') ?? [];
    const rows = await this.source.query<Row[]>(
      `${FILES} WHERE ${SCOPES[scope ?? 'both']} AND position($2 IN f.folded) > 0
       AND ($3::timestamptz IS NULL OR (f.ready_at, f.id) < ($3, $4::uuid)) ORDER BY f.ready_at DESC, f.id DESC LIMIT ${String(PAGE + 1)}`,
      [personId, foldText(storableText(q)), at === undefined ? null : new Date(Number(at)).toISOString(), id ?? null],
    );
    const files = rows.slice(0, PAGE);
    const last = files.at(-1);
    return { files: files.map(viewOf), next: rows.length > PAGE && last ? `${String(last.ready_at.getTime())}_${last.id}` : null };
  }

  /** @throws Problem NOT_FOUND when there is no such file, FORBIDDEN when it is not for this person; neither says its name */
  async one(personId: string, fileId: string, manager: EntityManager = this.source.manager): Promise<FileView> {
    const [row] = await manager.query<Row[]>(`${FILES} WHERE f.id = $2`, [personId, fileId]);
    if (!row) throw fileNotFound();
    if (row.access === null) throw accessDenied();
    return viewOf(row);
  }

  /**
   * Holds the file's row until the transaction ends.
   * @throws as `one`, FORBIDDEN to everybody but its owner
   */
  async own(personId: string, fileId: string, manager: EntityManager): Promise<StoredFile> {
    const file = await manager.findOne(StoredFile, { where: { id: fileId, state: 'ready' }, lock: { mode: 'pessimistic_write' } });
    if (!file) throw fileNotFound();
    if (file.ownerId !== personId) throw accessDenied();
    return file;
  }
}

const viewOf = ({ id, name, mime, size, ready_at, is_public, access, owner, people, exams }: Row): FileView => ({
  id,
  name,
  mime,
  size: Number(size),
  uploadedAt: ready_at.toISOString(),
  isPublic: is_public,
  access: access ?? 'public',
  owner,
  people,
  exams,
});

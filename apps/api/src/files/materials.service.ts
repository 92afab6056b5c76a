import type { Material, Materials } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { In, type DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { ClientInfo } from '../auth/callers/client-info.js';
import type { Person } from '../auth/tokens/person.js';
import { ExamAccess } from '../exams/exam-access.service.js';
import { ExamMaterial } from './exam-material.entity.js';
import { FileGate } from './file-gate.service.js';
import { accessDenied, fileNotFound } from './file-problems.js';
import { StoredFile } from './stored-file.entity.js';

const OF_EXAM = `
  SELECT f.id, f.name, f.mime, f.size::float8 AS size FROM exam_materials m JOIN files f ON f.id = m.file_id
  WHERE m.exam_id = $1 AND f.state = 'ready' ORDER BY m.place, f.id
`;

/** Files that belong to an exam. Whoever runs the exam attaches files of their own. */
@Injectable()
export class MaterialsService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: ExamAccess,
    private readonly gate: FileGate,
    private readonly audit: AuditService,
  ) {}

  async list(person: Person, examId: string): Promise<Materials> {
    await this.access.requireRun(person, examId);
    return { status: 'success', files: await this.ofExam(examId) };
  }

  /**
   * Replaces an exam's files, in this order. A colleague's file may stay; adding one needs the file area open.
   * @throws Problem FORBIDDEN for a file that is not the person's own and was not attached before, NOT_FOUND for none at all
   */
  async replace(person: Person, examId: string, given: readonly string[], client: ClientInfo): Promise<Materials> {
    const fileIds = [...new Set(given)];
    await this.source.transaction(async (manager) => {
      await this.access.requireRun(person, examId, manager);
      const before = (await manager.findBy(ExamMaterial, { examId })).map(({ fileId }) => fileId);
      const added = fileIds.filter((id) => !before.includes(id));
      if (added.length > 0) await this.requireOwn(person, added, manager);
      await manager.delete(ExamMaterial, { examId });
      await manager.insert(
        ExamMaterial,
        fileIds.map((fileId, place) => ({ examId, fileId, place })),
      );
      const detail = { added: added.length, removed: before.filter((id) => !fileIds.includes(id)).length };
      const entry = { action: 'materials.changed', subjectType: 'exam', subjectId: examId, detail, address: client.address };
      await this.audit.record({ actorId: person.id, ...entry }, manager);
    });
    return { status: 'success', files: await this.ofExam(examId) };
  }

  /** The exam's files for whoever has been let in to it. */
  ofExam(examId: string): Promise<Material[]> {
    return this.source.query<Material[]>(OF_EXAM, [examId]);
  }

  /** @throws Problem NOT_FOUND when the file is not one of this exam's */
  async requireIn(examId: string, fileId: string): Promise<void> {
    if (!(await this.source.manager.existsBy(ExamMaterial, { examId, fileId }))) throw fileNotFound();
  }

  private async requireOwn(person: Person, fileIds: readonly string[], manager: EntityManager): Promise<void> {
    this.gate.requireOpen(person);
    // Locked, so that none is deleted while it is being attached.
    const files = await manager.find(StoredFile, {
      where: { id: In([...fileIds]), state: 'ready' },
      lock: { mode: 'pessimistic_read' },
    });
    if (files.length < fileIds.length) throw fileNotFound();
    if (files.some(({ ownerId }) => ownerId !== person.id)) throw accessDenied();
  }
}

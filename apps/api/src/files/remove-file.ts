import type { EntityManager } from 'typeorm';
import { ExamMaterial } from './exam-material.entity.js';
import { FilePerson } from './file-person.entity.js';
import { StoredFile } from './stored-file.entity.js';

const DOOM = `
  WITH gone AS (DELETE FROM file_chunks WHERE file_id = $1 RETURNING object_key)
  INSERT INTO doomed_objects (object_key) SELECT object_key FROM gone ON CONFLICT DO NOTHING
`;

/** Removes a file with its key and all that names it, and dooms its objects, in the caller's transaction. Its row is locked by the caller. */
export async function removeFile(manager: EntityManager, fileId: string): Promise<void> {
  await manager.query(DOOM, [fileId]);
  await manager.delete(FilePerson, { fileId });
  await manager.delete(ExamMaterial, { fileId });
  await manager.delete(StoredFile, { id: fileId });
}

import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { StoredFile } from './stored-file.entity.js';

/** Where a piece of a file lies. */
@Entity('file_chunks')
export class FileChunk {
  @ForeignKey(() => StoredFile)
  @PrimaryColumn({ type: 'uuid' })
  fileId!: string;
  /** From 0. */
  @PrimaryColumn({ type: 'integer' }) n!: number;
  @Column({ type: 'text', unique: true }) objectKey!: string;
}

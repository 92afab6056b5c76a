import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Exam } from '../exams/exam.entity.js';
import { StoredFile } from './stored-file.entity.js';

/** A file that students may open during their attempt. */
@Entity('exam_materials')
export class ExamMaterial {
  @ForeignKey(() => Exam)
  @PrimaryColumn({ type: 'uuid' })
  examId!: string;
  @ForeignKey(() => StoredFile)
  @Index()
  @PrimaryColumn({ type: 'uuid' })
  fileId!: string;
  /** From 0, in the order that students see. */
  @Column({ type: 'smallint' }) place!: number;
}

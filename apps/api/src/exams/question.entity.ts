import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Exam } from './exam.entity.js';

@Entity('questions')
@Index(['examId', 'place'])
export class QuestionRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => Exam)
  @Column({ type: 'uuid' })
  examId!: string;
  /** Order within the exam, from 0. */
  @Column({ type: 'integer' }) place!: number;
  /** The question without its id, as `questionSchema` has it. */
  @Column({ type: 'jsonb' }) body!: Record<string, unknown>;
}

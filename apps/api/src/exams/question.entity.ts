import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('questions')
@Index(['examId', 'place'])
export class QuestionRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) examId!: string;
  /** Order within the exam, from 0. */
  @Column({ type: 'integer' }) place!: number;
  /** The question without its id, as `questionSchema` has it. */
  @Column({ type: 'jsonb' }) body!: Record<string, unknown>;
}

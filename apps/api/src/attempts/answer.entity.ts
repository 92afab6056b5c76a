import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { QuestionRow } from '../exams/question.entity.js';
import { Attempt } from './attempt.entity.js';

/** Each revision of each answer, in the order it came. The one that arrived last, by (receivedAt, id), counts; late ones are kept and marked. */
@Entity('answers')
@Index(['attemptId', 'questionId'])
export class Answer {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => Attempt)
  @Column({ type: 'uuid' })
  attemptId!: string;
  @ForeignKey(() => QuestionRow)
  @Column({ type: 'uuid' })
  questionId!: string;
  @Column({ type: 'jsonb', nullable: true }) value!: string | number | null;
  @Column({ type: 'timestamptz' }) at!: Date;
  @Column({ type: 'timestamptz' }) receivedAt!: Date;
  @Column({ type: 'boolean', default: false }) late!: boolean;
}

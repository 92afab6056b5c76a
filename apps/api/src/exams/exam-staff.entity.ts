import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who may watch or run an exam besides its owner: a proctor's reach is a row. */
@Entity('exam_staff')
export class ExamStaff {
  @PrimaryColumn({ type: 'uuid' }) examId!: string;
  @PrimaryColumn({ type: 'uuid' }) userId!: string;
  @Column({ type: 'text' }) part!: 'proctor' | 'instructor';
}

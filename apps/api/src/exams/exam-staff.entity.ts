import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from '../auth/entities/user.entity.js';
import { Exam } from './exam.entity.js';

/** Who may watch or run an exam besides its owner: a proctor's reach is a row. */
@Entity('exam_staff')
export class ExamStaff {
  @ForeignKey(() => Exam)
  @PrimaryColumn({ type: 'uuid' })
  examId!: string;
  @ForeignKey(() => User)
  @PrimaryColumn({ type: 'uuid' })
  userId!: string;
  @Column({ type: 'text' }) part!: 'proctor' | 'instructor';
}

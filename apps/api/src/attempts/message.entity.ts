import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../auth/entities/user.entity.js';
import { Attempt } from './attempt.entity.js';

@Entity('messages')
@Index(['attemptId', 'at'])
export class MessageRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => Attempt)
  @Column({ type: 'uuid' })
  attemptId!: string;
  @ForeignKey(() => User)
  @Column({ type: 'uuid' })
  authorId!: string;
  @Column({ type: 'text' }) from!: 'staff' | 'student';
  @Column({ type: 'text', default: 'message' }) kind!: 'message' | 'warning';
  @Column({ type: 'text' }) text!: string;
  @Column({ type: 'timestamptz' }) at!: Date;
}

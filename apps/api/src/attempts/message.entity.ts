import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('messages')
@Index(['attemptId', 'at'])
export class MessageRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) attemptId!: string;
  @Column({ type: 'uuid' }) authorId!: string;
  @Column({ type: 'text' }) from!: 'staff' | 'student';
  @Column({ type: 'text', default: 'message' }) kind!: 'message' | 'warning';
  @Column({ type: 'text' }) text!: string;
  @Column({ type: 'timestamptz' }) at!: Date;
}

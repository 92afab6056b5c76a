import { Column, CreateDateColumn, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../auth/entities/user.entity.js';

/** A key per person and purpose, wrapped by the master key. Destroying the row destroys all that it encrypted. */
@Entity('data_keys')
@Unique(['userId', 'purpose'])
export class DataKey {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => User)
  @Column({ type: 'uuid' })
  userId!: string;
  @Column({ type: 'text' }) purpose!: 'sign_in' | 'template' | 'evidence' | 'spool' | 'display' | 'files';
  @Column({ type: 'bytea' }) wrapped!: Buffer;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}

import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../auth/entities/user.entity.js';

/** Somebody without an account whom the monitor knows from photos. The photos are not kept, and deleting the row destroys the key. */
@Entity('known_people')
@Unique(['folded'])
export class KnownPerson {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) name!: string;
  /** The same for every spelling of the name. */
  @Column({ type: 'text' }) folded!: string;
  /** A key of this row alone, wrapped by the master key. */
  @Column({ type: 'bytea' }) wrapped!: Buffer;
  /** The descriptions of the photos, 512 bytes each, sealed with that key. */
  @Column({ type: 'bytea' }) sealed!: Buffer;
  @Column({ type: 'smallint' }) photos!: number;
  @Column({ type: 'text' }) pipelineId!: string;
  @Column({ type: 'text' }) engine!: string;
  /** The administrator who answers for that the person agrees. */
  @ForeignKey(() => User)
  @Column({ type: 'uuid' })
  agreedBy!: string;
  @Column({ type: 'timestamptz' }) agreedAt!: Date;
  @Index() @Column({ type: 'timestamptz' }) expiresAt!: Date;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}

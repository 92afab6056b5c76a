import type { MonitorAlert as AlertOnWire } from '@invigil/shared';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../auth/entities/user.entity.js';

/** An unknown face that the monitor saw. Its picture lies sealed in the object store; deleting the row destroys the key. */
@Entity('monitor_alerts')
@Unique(['objectKey'])
export class MonitorAlertRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'timestamptz' }) at!: Date;
  /** Whose page watched. */
  @ForeignKey(() => User)
  @Column({ type: 'uuid' })
  watchedBy!: string;
  @Column({ type: 'text' }) objectKey!: string;
  /** A key of this alert alone, wrapped by the master key. */
  @Column({ type: 'bytea' }) wrapped!: Buffer;
  @Column({ type: 'jsonb' }) faces!: AlertOnWire['faces'];
  @Column({ type: 'timestamptz', nullable: true }) seenAt!: Date | null;
  @Index() @Column({ type: 'timestamptz' }) expiresAt!: Date;
}

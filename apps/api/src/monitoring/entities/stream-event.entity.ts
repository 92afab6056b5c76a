import type { EntryType } from '@invigil/shared';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Stream } from './stream.entity.js';

/** What came in, without descriptors: of those only the distance is kept. */
@Entity('events')
@Index(['attemptId', 'at'])
export class StreamEvent {
  @PrimaryColumn({ type: 'uuid' }) attemptId!: string;
  @ForeignKey(() => Stream)
  @PrimaryColumn({ type: 'uuid' })
  stream!: string;
  @PrimaryColumn({ type: 'integer' }) seq!: number;
  @Column({ type: 'text' }) type!: EntryType;
  /** The page's clock mapped to the server's. */
  @Column({ type: 'timestamptz' }) at!: Date;
  @Column({ type: 'timestamptz' }) receivedAt!: Date;
  /** SHA-256 of the entry's content: a repeat with another content is a conflict. */
  @Column({ type: 'bytea' }) contentHash!: Buffer;
  @Column({ type: 'jsonb' }) body!: Record<string, unknown>;
}

import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../auth/entities/user.entity.js';

/** A file of somebody, or one on its way here. */
@Entity('files')
export class StoredFile {
  /** Random, not in the order of time: it stands in links. */
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => User)
  @Index()
  @Column({ type: 'uuid' })
  ownerId!: string;
  @Column({ type: 'text' }) state!: 'uploading' | 'ready';
  /** As `safeFileName` makes it. */
  @Column({ type: 'text' }) name!: string;
  /** The name as `foldText` makes it, for searching. */
  @Column({ type: 'text' }) folded!: string;
  /** Found out from the content. */
  @Column({ type: 'text', default: 'application/octet-stream' }) mime!: string;
  /** Bytes; while it is on its way, how many have been set aside for it. */
  @Column({ type: 'bigint' }) size!: string;
  /** The file's own key, sealed with its owner's; bound to the id and, once complete, to the size. */
  @Column({ type: 'bytea' }) keySealed!: Buffer;
  @Column({ type: 'boolean', default: false }) isPublic!: boolean;
  /** Which login session sends it in parts: that one may finish what it began. Null for an upload in one request. */
  @Column({ type: 'uuid', nullable: true }) sessionId!: string | null;
  /** When an upload that is not heard of any more is thrown away; null once it is complete. */
  @Index() @Column({ type: 'timestamptz', nullable: true }) expiresAt!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) readyAt!: Date | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}

import type { SignInMethod } from '@invigil/shared';
import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from './user.entity.js';

/** One device signed in. Refresh tokens are stored as hashes; the old one is kept for the grace of a lost answer. */
@Entity('login_sessions')
export class LoginSession {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => User)
  @Index()
  @Column({ type: 'uuid' })
  userId!: string;
  @Column({ type: 'text', default: 'password' }) method!: SignInMethod;
  @Column({ type: 'bytea' }) refreshHash!: Buffer;
  @Column({ type: 'bytea', nullable: true }) previousHash!: Buffer | null;
  /** When `previousHash` was replaced, and the successor sealed, so that the same one can be answered again. */
  @Column({ type: 'timestamptz', nullable: true }) rotatedAt!: Date | null;
  @Column({ type: 'bytea', nullable: true }) successorSealed!: Buffer | null;
  @Column({ type: 'text', default: '' }) device!: string;
  /** SHA-256 of the browser's device cookie; null for programs, which are known by `device`. */
  @Column({ type: 'bytea', nullable: true }) deviceHash!: Buffer | null;
  @Column({ type: 'text', default: '' }) address!: string;
  @Column({ type: 'timestamptz' }) lastUsedAt!: Date;
  @Column({ type: 'timestamptz' }) expiresAt!: Date;
  /** The password or a passkey was given at this time; opens what asks for a fresh proof. Null for a session that a face alone has opened. */
  @Column({ type: 'timestamptz', nullable: true }) provedAt!: Date | null;
  /** A passkey was given at this time. */
  @Column({ type: 'timestamptz', nullable: true }) passkeyAt!: Date | null;
  /** The person's face was verified at this time, with a live camera; opens the file area for 15 minutes. */
  @Column({ type: 'timestamptz', nullable: true }) faceVerifiedAt!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) revokedAt!: Date | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}

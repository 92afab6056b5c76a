import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from './user.entity.js';

/** A public key whose private half a device or a password manager of the person keeps. */
@Entity('passkeys')
export class Passkey {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => User)
  @Index()
  @Column({ type: 'uuid' })
  userId!: string;
  /** The authenticator's own id of it, base64url. */
  @Column({ type: 'text', unique: true }) credentialId!: string;
  /** COSE. */
  @Column({ type: 'bytea' }) publicKey!: Buffer;
  /** The authenticator's count of uses, as text since it has 32 bits without a sign; 0 for those that do not count. */
  @Column({ type: 'bigint', default: 0 }) counter!: string;
  @Column({ type: 'text', array: true, default: [] }) transports!: string[];
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'boolean', default: false }) synced!: boolean;
  @Column({ type: 'timestamptz', nullable: true }) lastUsedAt!: Date | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}

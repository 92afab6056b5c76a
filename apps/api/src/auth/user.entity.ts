import type { Role } from '@invigil/shared';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

@Entity('users')
export class User {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  /** Lower case. */
  @Column({ type: 'text', unique: true }) email!: string;
  @Column({ type: 'text', nullable: true }) name!: string | null;
  /** argon2id, in PHC form. */
  @Column({ type: 'text' }) passwordHash!: string;
  @Column({ type: 'text' }) role!: Role;
  /** The address is confirmed: by the set-up link, an invitation, or (later) by mail. */
  @Column({ type: 'boolean', default: false }) verified!: boolean;
  @Column({ type: 'boolean', default: true }) active!: boolean;
  @Column({ type: 'timestamptz', nullable: true }) lastLogin!: Date | null;
  /** A small JPEG for display only, encrypted with the person's key; never matched. */
  @Column({ type: 'bytea', nullable: true }) displayImage!: Buffer | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}

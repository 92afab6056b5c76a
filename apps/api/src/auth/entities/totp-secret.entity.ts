import { Column, CreateDateColumn, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from './user.entity.js';

/** The secret that a person's authenticator app shares with this server. */
@Entity('totp_secrets')
export class TotpSecret {
  @ForeignKey(() => User)
  @PrimaryColumn({ type: 'uuid' })
  userId!: string;
  /** Encrypted with the person's key. */
  @Column({ type: 'bytea' }) sealed!: Buffer;
  /** Null until a code has shown that the app has it; until then nothing is asked for. */
  @Column({ type: 'timestamptz', nullable: true }) confirmedAt!: Date | null;
  /** Time step (of 30 s) of the last code that was taken: no code counts twice. */
  @Column({ type: 'integer', default: 0 }) lastStep!: number;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}

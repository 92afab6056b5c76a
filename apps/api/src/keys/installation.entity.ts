import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** The one row that says which master key this database belongs to. */
@Entity('installation')
export class Installation {
  /** Always 1. */
  @PrimaryColumn({ type: 'smallint' }) id!: number;
  /** A known text encrypted with the master key: decrypts only with the right one. */
  @Column({ type: 'bytea' }) keyCheck!: Buffer;
  /** The same with the next master key, while a rotation is not finished: rows may be wrapped by either. */
  @Column({ type: 'bytea', nullable: true }) nextKeyCheck!: Buffer | null;
  /** SHA-256 of the one-time set-up token, hex; null once the first administrator exists. */
  @Column({ type: 'text', nullable: true }) setupTokenHash!: string | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row that belongs to this installation and its master key. */
@Entity('installation')
export class InstallationEntity {
  @PrimaryColumn({ type: 'smallint' })
  id!: number;

  /** A known text under the master key: opens only with the right one. */
  @Column({ type: 'bytea' })
  keyCheck!: Buffer;

  /** SHA-256 of the newest set-up token, while there is no administrator. */
  @Column({ type: 'text', nullable: true })
  setupTokenHash!: string | null;

  @Column({ type: 'timestamptz' })
  createdAt!: Date;
}

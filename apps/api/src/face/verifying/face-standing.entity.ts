import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from '../../auth/entities/user.entity.js';

/** How the face checks of an account went lately: stored, so that a restart forgives nobody. */
@Entity('face_standings')
export class FaceStanding {
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'uuid' })
  userId!: string;
  /** In a row; a success sets it back. */
  @Column({ type: 'integer', default: 0 }) failures!: number;
  /** Until then no further try is taken. */
  @Column({ type: 'timestamptz', nullable: true }) waitUntil!: Date | null;
  /** When the owner was last told by mail of a success, and of a failure. */
  @Column({ type: 'timestamptz', nullable: true }) verifiedMailAt!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) deniedMailAt!: Date | null;
}

import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Attempt } from '../../attempts/attempt.entity.js';

/** The receipt of a frame. The picture lies encrypted in the spool until it was analysed, and is deleted then unless it became evidence. */
@Entity('frames')
@Index(['attemptId', 'at'])
export class Frame {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => Attempt)
  @Column({ type: 'uuid' })
  attemptId!: string;
  /** Null for the answer to a challenge, which has a nonce. */
  @Column({ type: 'uuid', nullable: true }) stream!: string | null;
  @Column({ type: 'integer', nullable: true }) seq!: number | null;
  @Column({ type: 'text', nullable: true, unique: true }) nonce!: string | null;
  @Column({ type: 'timestamptz' }) at!: Date;
  @Column({ type: 'timestamptz' }) receivedAt!: Date;
  @Column({ type: 'bytea' }) sha256!: Buffer;
  @Column({ type: 'integer' }) bytes!: number;
  @Index() @Column({ type: 'text' }) state!: 'pending' | 'analysed' | 'not_analysed';
  /** Object key in the spool, or in the evidence store once it became evidence; null when deleted. */
  @Column({ type: 'text', nullable: true }) objectKey!: string | null;
  /** What the analysis found, without descriptors: faces with boxes, subject, scorable, distance, distance to the page's claim. */
  @Column({ type: 'jsonb', nullable: true }) analysis!: Record<string, unknown> | null;
  /** What the page claimed of this frame: faces and distance to the template; the descriptor itself is sealed until it was compared. */
  @Column({ type: 'bytea', nullable: true }) claimSealed!: Buffer | null;
}

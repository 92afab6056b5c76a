import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Attempt } from './attempt.entity.js';

/** A picture of a check-in that a person has to look at, encrypted under the student's `evidence` key. */
@Entity('check_in_pictures')
export class CheckInPicture {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => Attempt)
  @Index()
  @Column({ type: 'uuid' })
  attemptId!: string;
  @Column({ type: 'timestamptz' }) at!: Date;
  @Column({ type: 'bytea' }) sealed!: Buffer;
  /** Distance to the template, null where no face could be scored. Staff see it, the student never. */
  @Column({ type: 'real', nullable: true }) distance!: number | null;
}

import { Column, CreateDateColumn, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { RosterEntry } from './roster-entry.entity.js';

/** A photo that the institution has of somebody on a roster, to compare their portrait with. Goes with the entry. */
@Entity('roster_photos')
export class RosterPhoto {
  /** The roster entry's. */
  @ForeignKey(() => RosterEntry, { onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'uuid' })
  id!: string;
  /** A key of this photo alone, wrapped by the master key. */
  @Column({ type: 'bytea' }) wrapped!: Buffer;
  /** JPEG, re-encoded by the server. */
  @Column({ type: 'bytea' }) sealed!: Buffer;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row: when the installation raised its last alert, whatever became of that. */
@Entity('monitor_state')
export class MonitorState {
  @PrimaryColumn({ type: 'smallint' }) id!: number;
  @Column({ type: 'timestamptz' }) alertedAt!: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row of what an administrator decided; none while everything is at its default. */
@Entity('settings')
export class SettingsRow {
  /** Always 1. */
  @PrimaryColumn({ type: 'smallint' }) id!: number;
  @Column({ type: 'jsonb' }) body!: Record<string, unknown>;
  @Column({ type: 'timestamptz' }) changedAt!: Date;
}

import { CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** An object that no row needs any more, written down with the change that made it so, until it is gone. */
@Entity('doomed_objects')
export class DoomedObject {
  @PrimaryColumn({ type: 'text' }) objectKey!: string;
  @CreateDateColumn({ type: 'timestamptz' }) since!: Date;
}

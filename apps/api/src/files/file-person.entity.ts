import { CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { StoredFile } from './stored-file.entity.js';

/** Whom a file is shared with: an address, whether or not somebody has it, so that sharing tells nothing about who has an account. */
@Entity('file_people')
export class FilePerson {
  @ForeignKey(() => StoredFile)
  @PrimaryColumn({ type: 'uuid' })
  fileId!: string;
  /** Lower case. */
  @Index() @PrimaryColumn({ type: 'text' }) email!: string;
  @CreateDateColumn({ type: 'timestamptz' }) sharedAt!: Date;
}

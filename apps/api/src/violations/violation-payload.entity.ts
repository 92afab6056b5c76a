import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ViolationEvent } from './violation-event.entity.js';

/** What a chained event says. Can be deleted (erasure), never changed. */
@Entity('violation_payloads')
export class ViolationPayload {
  @ForeignKey(() => ViolationEvent)
  @PrimaryColumn({ type: 'uuid' })
  eventId!: string;
  /** 32 random bytes. */
  @Column({ type: 'bytea' }) salt!: Buffer;
  /** Canonical JSON (RFC 8785), UTF-8. */
  @Column({ type: 'bytea' }) bytes!: Buffer;
}

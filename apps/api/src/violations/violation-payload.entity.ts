import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a chained event says. Can be deleted (erasure), never changed. */
@Entity('violation_payloads')
export class ViolationPayload {
  @PrimaryColumn({ type: 'uuid' }) eventId!: string;
  /** 32 random bytes. */
  @Column({ type: 'bytea' }) salt!: Buffer;
  /** Canonical JSON (RFC 8785), UTF-8. */
  @Column({ type: 'bytea' }) bytes!: Buffer;
}

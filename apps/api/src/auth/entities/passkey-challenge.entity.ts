import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What each challenge may be answered for. */
export type PasskeyPurpose = 'register' | 'sign_in' | 'second_factor' | 'prove';

/** Random bytes that an authenticator is asked to sign: once, soon, and for whoever asked. */
@Entity('passkey_challenges')
export class PasskeyChallenge {
  /** base64url. */
  @PrimaryColumn({ type: 'text' }) challenge!: string;
  @Column({ type: 'text' }) purpose!: PasskeyPurpose;
  /** SHA-256 of what the answer must come from: the session, the device, or the second step. */
  @Column({ type: 'bytea' }) bound!: Buffer;
  @Index()
  @Column({ type: 'timestamptz' })
  expiresAt!: Date;
}

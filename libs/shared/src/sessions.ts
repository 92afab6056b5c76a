import type { SignInMethod } from './person.js';

export const DEVICE_KINDS = ['computer', 'phone', 'tablet', 'program'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** A row of `GET /auth/sessions`: one device that is signed in to the asker's own account. */
export interface SessionRow {
  id: string;
  /** In words, such as "Firefox on Windows". */
  device: string;
  kind: DeviceKind;
  /** From where it signed in. */
  address: string;
  method: SignInMethod;
  begunAt: string;
  lastUsedAt: string;
  /** The session that asks. */
  current: boolean;
}

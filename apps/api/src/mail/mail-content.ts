/** A change to how somebody signs in besides the password. */
export type SecondFactorChange = 'totp-on' | 'totp-off' | 'passkey-added' | 'passkey-removed' | 'codes-renewed' | 'reset';

/**
 * What a mail is about. A `link` is a path on this server (`/reset#…`) or a whole http(s) address; `at` is when it happened;
 * `device` and `address` say where from, in words that the reader knows.
 */
export type MailContent =
  | { kind: 'confirm-address'; link: string }
  /** To the owner of an address that somebody tried to sign up with once more. */
  | { kind: 'already-registered'; signInLink: string; resetLink: string }
  | { kind: 'reset-password'; link: string }
  | { kind: 'password-changed'; at: Date; device: string }
  /** To the old address. */
  | { kind: 'address-changed'; newAddress: string }
  | { kind: 'new-device'; at: Date; device: string; address: string; sessionsLink: string }
  | { kind: 'second-factor-changed'; what: SecondFactorChange; at: Date }
  | { kind: 'face-verified'; at: Date; device: string }
  /** `reason` is the sentence that the page showed; never a distance. */
  | { kind: 'face-denied'; at: Date; device: string; reason: string }
  | { kind: 'unknown-face'; at: Date; monitorLink: string }
  /** `by` is the name of whoever shares it. */
  | { kind: 'file-shared'; fileName: string; by: string; link: string }
  | { kind: 'roster-invitation'; examTitle: string; opensAt: Date; link: string }
  | { kind: 'account-closed'; at: Date }
  | { kind: 'account-reopened'; at: Date }
  | { kind: 'enrolment-reset'; at: Date; reason: string };

/** Travels in the mail where the settings say so; otherwise the link does, behind which the reader has to sign in. */
export interface MailPicture {
  jpeg: Uint8Array;
  link: string;
}

/** A mail to be sent. */
export type Mail = {
  /** One address. */
  to: string;
  /** Whose account it is about; null where nobody's. */
  personId: string | null;
  picture?: MailPicture;
} & MailContent;

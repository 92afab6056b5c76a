import type { StoredAboutMe } from '@invigil/shared';
import { sizeInWords } from '../files/size-in-words.ts';

interface StoredWords {
  /** `bytes` where it is known how much room they take. */
  what: (count: number, bytes: number | null) => string;
  /** How long, where no day is known or to explain the day. */
  howLong: string;
}

const many = (one: string, more: string) => (count: number) => (count === 1 ? `1 ${one}` : `${String(count)} ${more}`);

/** What the server keeps about somebody, in words for that person. */
export const STORED_WORDS: Record<StoredAboutMe['kind'], StoredWords> = {
  account: { what: () => 'Your account', howLong: 'Name, address, role and the hash of your password: as long as the account exists.' },
  picture: { what: () => 'Your picture', howLong: 'Encrypted, for display only: until you replace it.' },
  template: {
    what: () => 'Your face template',
    howLong: 'Encrypted. It goes 12 months after its last use, or at once when you withdraw what you agreed to.',
  },
  portrait: { what: () => 'Your portrait', howLong: 'Encrypted. Until somebody on the staff has compared it with you.' },
  consents: { what: many('agreement', 'agreements'), howLong: 'Kept as proof of what you agreed to and when you withdrew it.' },
  sessions: {
    what: many('signed-in device', 'signed-in devices'),
    howLong: 'Each ends 7 days after its last use, or when you sign it out.',
  },
  second_factor: {
    what: many('other way to sign in', 'other ways to sign in'),
    howLong: 'Passkeys (public keys only) and an authenticator app (encrypted), with their recovery codes: until you remove them.',
  },
  files: {
    what: (count, bytes) => `${many('file', 'files')(count)}${bytes === null ? '' : `, ${sizeInWords(bytes)}`}`,
    howLong: 'Encrypted. Until you delete them; an upload that was not finished goes by itself.',
  },
  mails: {
    what: many('mail to you', 'mails to you'),
    howLong: 'What one says is erased 30 days after it was written; that it was sent, after 180.',
  },
  attempts: {
    what: many('exam that you sat', 'exams that you sat'),
    howLong: 'Answers, times and what was noticed: as long as your institution keeps its results.',
  },
  evidence: {
    what: many('picture kept as evidence', 'pictures kept as evidence'),
    howLong: 'Encrypted. Each goes on the day that its exam states.',
  },
  check_in_pictures: {
    what: many('check-in picture', 'check-in pictures'),
    howLong: 'Encrypted, for a person to look at. They go with the evidence of the exam.',
  },
  events: {
    what: many('line in the log', 'lines in the log'),
    howLong: 'Who did what and when. A log that can be cut proves nothing, so it stays.',
  },
};

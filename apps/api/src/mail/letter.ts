/** A mail before it has a form: paragraphs of plain text and at most one button. */
export interface Letter {
  subject: string;
  paragraphs: string[];
  button?: { label: string; link: string };
  /** Another way, as a plain link. */
  also?: { label: string; link: string };
  /** What to do if it was not you. */
  otherwise?: string;
  /** Under what a picture is shown, or its link stands. */
  pictureLabel?: string;
}

const LONGEST = 200;

/**
 * A value that somebody else chose, for the middle of a sentence: on one line, without control characters and characters that turn the
 * direction of reading, at most 200 characters.
 */
export function quoted(value: string): string {
  const line = value
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{200e}\u{200f}]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const letters = Array.from(line);
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : line;
}

/** `21 November 2026, 17:05 UTC`: a mail does not know where its reader lives. */
export const inWords = (at: Date): string =>
  `${at.toLocaleString('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }).replace(' at ', ', ')} UTC`;

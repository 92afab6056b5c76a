import { ApiError } from '../api-error.ts';

/** Far more than the longest list of students. */
const MOST_BYTES = 2_000_000;

/**
 * The text of a list that somebody chose as a file: UTF-8, UTF-16 as spreadsheets write it, or the older Western encoding.
 * @throws ApiError that says what to choose instead
 */
export async function readList(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, MOST_BYTES + 1).arrayBuffer());
  if (bytes.length > MOST_BYTES) throw new ApiError('BAD_REQUEST', 'This file is too long for a list of students; choose another one.', 0);
  const begins = (...codes: number[]): boolean => codes.every((code, index) => bytes[index] === code);
  // a spreadsheet is a zip, an older one a compound file
  if (begins(0x50, 0x4b) || begins(0xd0, 0xcf, 0x11, 0xe0))
    throw new ApiError(
      'BAD_REQUEST',
      'This is a spreadsheet. Save it as CSV and choose that, or copy the columns with names and addresses and paste them here.',
      0,
    );
  if (begins(0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (begins(0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

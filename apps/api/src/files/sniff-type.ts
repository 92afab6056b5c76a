import { fileTypeFromBuffer } from 'file-type';

const UNKNOWN = 'application/octet-stream';
const LOOKED_AT = 256 * 1024;
/** Longest part of a character that a cut can leave behind. */
const TAIL = 3;

/**
 * What the content itself says it is. What the sender says is not asked.
 * @param start the first bytes of the file
 * @returns a media type; `text/plain` for text of any kind, pages and scripts among it
 */
export async function sniffType(start: Uint8Array): Promise<string> {
  // A copy: what is looked at lies in memory that is used again.
  const bytes = Uint8Array.from(start.subarray(0, LOOKED_AT));
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (found) return /^[\w.+-]+\/[\w.+-]+$/.test(found.mime) ? found.mime : UNKNOWN;
  return isText(bytes) ? 'text/plain' : UNKNOWN;
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  for (let cut = 0; cut <= TAIL; cut++) {
    const text = decoded(bytes.subarray(0, bytes.length - cut));
    if (text !== null) return !/[^\P{Cc}\t\n\f\r]/u.test(text);
  }
  return false;
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

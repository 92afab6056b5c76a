export interface ByteRange {
  /** First byte, from 0. */
  readonly start: number;
  /** Last byte, itself included. */
  readonly end: number;
}

/**
 * What a `Range` header asks for (RFC 9110).
 * @param size bytes there are
 * @returns null for the whole: no header, one that cannot be read, or several ranges at once, which a server may ignore
 * @example parseRange('bytes=-5', 100) // { start: 95, end: 99 }
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const found = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '');
  if (!found) return null;
  const [, first = '', last = ''] = found;
  if (first === '' && last === '') return null;
  if (first === '')
    return last.replace(/^0+/, '') === '' || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - Number(last)), end: size - 1 };
  const start = Number(first);
  const end = last === '' ? size - 1 : Number(last);
  if (last !== '' && end < start) return null;
  return start >= size ? 'unsatisfiable' : { start, end: Math.min(end, size - 1) };
}

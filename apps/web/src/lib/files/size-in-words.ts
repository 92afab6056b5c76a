const UNITS = ['KB', 'MB', 'GB', 'TB'] as const;

/**
 * "1.4 MB", "12 KB", "0 bytes": how large a file is, by thousands, as people's file managers say it.
 * @param bytes at least 0
 */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  const power = Math.min(UNITS.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  // 999.97 KB would be written as 1000
  if (value >= 999.5 && power < UNITS.length) return `1 ${UNITS[power]}`;
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ${UNITS[power - 1]}`;
}

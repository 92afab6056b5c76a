/** Small letters without their marks, so that `jose` finds José. */
const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Whether each word of `query` is somewhere in `texts`, whatever its case and its accents. An empty query fits everything. */
export function fitsQuery(query: string, ...texts: readonly (string | null)[]): boolean {
  const where = plain(texts.join(' '));
  return plain(query)
    .split(/\s+/)
    .every((word) => where.includes(word));
}

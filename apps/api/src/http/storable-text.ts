/**
 * A text that PostgreSQL can store: without NUL, and with lone surrogates replaced, since neither `text` nor `jsonb` takes them.
 * @example storableText('a\0b') // 'ab'
 */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}

/**
 * A text for searching: without case, accents and differences of width, in any script.
 * @example foldText('ÉCOLE') === foldText('ecole')
 */
export function foldText(text: string): string {
  // upper case first: ß and the two small sigmas each become one
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFC');
}

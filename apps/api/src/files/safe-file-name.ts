const MOST_BYTES = 255;
/** Longest ending that is kept whole when a name is cut, with its dot. */
const ENDING = /\.[^.\s]{1,16}$/u;
/**
 * What is never part of a name: control characters, line ends, halves of characters, and what is invisible or turns the reading
 * direction, with which `exe.gpj` reads as a picture. The joiners (U+200C, U+200D) stay: some scripts and emoji need them.
 */
const UNWANTED =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u{AD}\u{61C}\u{180E}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{FEFF}\u{FFF9}-\u{FFFB}\u{E0000}-\u{E007F}]/gu;

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');
const trimmed = (text: string): string => text.replaceAll(/^\s+|[\s.]+$/gu, '');

/**
 * A name that can be shown and saved anywhere, in whatever script it is written.
 * @param given as somebody sent it, perhaps with a path
 * @returns at most 255 bytes of UTF-8 in NFC, without path, control characters and changes of direction; `unnamed` when nothing is left
 * @example safeFileName('../../etc/pass\u202Ewd') // 'passwd'
 */
export function safeFileName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const clean = trimmed(last.replaceAll(UNWANTED, '').replaceAll(/\s+/gu, ' ').normalize('NFC'));
  return trimmed(shortened(clean)) || 'unnamed';
}

/** Cuts whole characters, as people see them, from before the ending. */
function shortened(name: string): string {
  if (bytesOf(name) <= MOST_BYTES) return name;
  const ending = ENDING.exec(name)?.[0] ?? '';
  const room = MOST_BYTES - bytesOf(ending);
  const stem = name.slice(0, name.length - ending.length);
  const parts = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(stem)].map(({ segment }) => segment);
  return (fitting(parts, room) || fitting(Array.from(stem), room)) + ending;
}

function fitting(parts: readonly string[], room: number): string {
  let text = '';
  let left = room;
  for (const part of parts) {
    left -= bytesOf(part);
    if (left < 0) return text;
    text += part;
  }
  return text;
}

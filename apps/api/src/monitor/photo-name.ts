import { foldText } from '../files/fold-text.js';

const LONGEST = 120;
/** Control characters, and marks that turn the direction of writing around: they make one name look like another. Some scripts need the two joiners. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu;
const ENDING = /\.[a-z0-9]{1,5}$/i;
/** `(2)`, `-2`, `.2` or ` 2` behind a name. */
const NUMBER = / ?(?:\(\d{1,4}\)|[-. ] ?\d{1,4})$/;

/** Whose photo a file is. */
export interface PhotoName {
  /** As it is shown. */
  name: string;
  /** The same for every spelling of the name: capitals, accents and widths make no difference. */
  folded: string;
}

/**
 * The name that a photo's file name says: `Ann Lee.jpg`, `ann_lee-2.jpg` and `team/ANN LEE (3).JPG` are the same person. Folders, the ending, a number at the end and
 * underscores go; a name in small letters gets capitals. Pure.
 * @param fileName any text; no file is opened by it
 * @returns null where no letter is left
 */
export function photoName(fileName: string): PhotoName | null {
  const file = fileName.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const words = file
    .replaceAll(INVISIBLE, '')
    .replace(ENDING, '')
    .replaceAll(/[_\s]+/g, ' ')
    .trim();
  const plain = Array.from(words.replace(NUMBER, '')).slice(0, LONGEST).join('').trim();
  if (!/\p{L}/u.test(plain)) return null;
  const name = plain === plain.toLowerCase() ? withCapitals(plain) : plain;
  return { name, folded: foldText(name) };
}

const withCapitals = (text: string): string =>
  text.replaceAll(/(^|[\s'’-])(\p{L})/gu, (_, before: string, first: string) => before + first.toUpperCase());

import type { Band } from '@invigil/shared';

interface Words {
  text: string;
  tone: 'ok' | 'look' | 'act';
  about: string;
}

/** An order for people to look in, never a verdict: so said on every page that shows it. */
export const BAND_WORDS = {
  review_first: { text: 'Review first', tone: 'act', about: 'Strong or repeated incidents. Look here first.' },
  look: { text: 'Look', tone: 'look', about: 'Something was seen, or too little was observed.' },
  clear: { text: 'Clear', tone: 'ok', about: 'Nothing that counts was seen, and enough was observed.' },
} as const satisfies Record<Band, Words>;

/** 0.964 → "96 %". Rounded down, so that 100 % means all of it. */
export const percent = (share: number): string => `${String(Math.floor(share * 100 + 1e-9))} %`;

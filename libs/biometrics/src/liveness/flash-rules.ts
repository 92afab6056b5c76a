import type { FlashColour } from '@invigil/shared';

/** Bounds of the coded colour flash. Colours are measured as the logarithm of blue over red. */
export interface FlashRules {
  /** Colours of a code, 6 to 12. */
  readonly symbols: number;
  /** Shortest time between two changes, ms; the page keeps it, too. */
  readonly changeMs: number;
  /** Frames of a still face that each colour must have been seen on. */
  readonly frames: number;
  /** Time to read the announcement and begin, and for the colours once begun; seconds. */
  readonly readSeconds: number;
  readonly seconds: number;
  /** Longest time from a colour being told to its being seen (network, display, camera), as a share of the shortest colour: a whole one would shift the code. */
  readonly lag: number;
  /** Time after a change in which screen and camera settle, ms. */
  readonly settleMs: number;
  /** Smallest difference between the two colours (half of it) that is more than rounding. */
  readonly least: number;
  /** Errors of its own that the difference must exceed. */
  readonly errors: number;
  /** Share of the difference that each single colour must show. */
  readonly share: number;
  /** Error of one colour's mean from which an ordinary reflection would not be seen. */
  readonly noisy: number;
  /** Share of clipped pixels from which the picture is too bright to show one. */
  readonly clipped: number;
}

export const DEFAULT_FLASH: FlashRules = {
  symbols: 8,
  changeMs: 1000,
  frames: 4,
  readSeconds: 60,
  seconds: 60,
  lag: 0.7,
  settleMs: 250,
  least: 0.002,
  errors: 5,
  share: 0.5,
  noisy: 0.012,
  clipped: 0.5,
};

/** What one frame of a still face says. */
export interface FlashSample {
  readonly at: number;
  /** Logarithm of blue over red. */
  readonly value: number;
  readonly clipped: number;
}
/** A colour that the page was told, and when, on the clock of whoever judges. */
export interface FlashTold {
  readonly at: number;
  readonly colour: FlashColour;
}
/** The colours of a run, which come after its movements. */
export interface FlashRun {
  readonly rules: FlashRules;
  /** The second is for when the first could not be seen. */
  readonly codes: readonly (readonly FlashColour[])[];
  /** One for each code. */
  readonly nonces: readonly string[];
  readonly round: number;
  /** Empty until the person has let it begin. */
  readonly told: readonly FlashTold[];
  readonly samples: readonly FlashSample[];
  /** `unclear`: it could not be seen either way, and the movements alone decided. */
  readonly result: 'seen' | 'unclear' | null;
}

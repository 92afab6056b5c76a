import type { ViolationKind, ViolationView } from '@invigil/shared';

/** A measured number on its scale, from 0 to `most`. */
export interface Scale {
  label: string;
  value: number;
  /** Where it begins to count; null where several things decide together. */
  limit: number | null;
  most: number;
  show: (value: number) => string;
}

const distance = (value: number): string => value.toFixed(2);
const percent = (value: number): string => `${String(Math.round(value))} %`;
const ofHundred = (value: number): string => String(Math.round(value));
/** Two faces rarely lie further apart. */
const FAR = 1.2;

type Row = { label: string; value: string; limit: string | null; most: number; show: (value: number) => string };
const ROWS: Partial<Record<ViolationKind, Row>> = {
  identity_mismatch: { label: 'Distance', value: 'distance', limit: 'threshold', most: FAR, show: distance },
  descriptor_forged: { label: 'Distance between page and server', value: 'between', limit: 'noise', most: FAR, show: distance },
  screen_detected: { label: 'Screen confidence', value: 'confidence', limit: 'threshold', most: 100, show: percent },
  spoof_suspected: { label: 'Passive score', value: 'score', limit: null, most: 100, show: ofHundred },
};

/** What of a violation can be drawn on a scale; null where nothing is or a number is missing. */
export function scaleOf({ kind, measurements }: Pick<ViolationView, 'kind' | 'measurements'>): Scale | null {
  const row = ROWS[kind];
  const value = row && measurements[row.value];
  if (!row || typeof value !== 'number' || !Number.isFinite(value)) return null;
  const limit = row.limit === null ? null : measurements[row.limit];
  const { label, most, show } = row;
  return { label, value, limit: typeof limit === 'number' ? limit : null, most: Math.max(most, value), show };
}

/** The same in words, for whoever does not see it. */
export function scaleWords({ label, value, limit, most, show }: Scale): string {
  return `${label} ${show(value)} on a scale from 0 to ${show(most)}${limit === null ? '' : `; it counts above ${show(limit)}`}`;
}

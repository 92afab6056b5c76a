import { BANDS, type ReportRow } from '@invigil/shared';

/** What to look at first: by band, then by score, then by name. */
export const rankRows = (rows: readonly ReportRow[]): ReportRow[] =>
  rows.toSorted((a, b) => BANDS.indexOf(b.band) - BANDS.indexOf(a.band) || b.score - a.score || a.name.localeCompare(b.name));

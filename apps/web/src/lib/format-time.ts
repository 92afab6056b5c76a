const UNITS = [
  { ms: 86_400_000, short: 'd' },
  { ms: 3_600_000, short: 'h' },
  { ms: 60_000, short: 'min' },
  { ms: 1000, short: 's' },
] as const;

/**
 * "12 s ago", "in 3 min", "in 1 h 59 min", "now": the distance of `at` from `now` in its largest whole unit, which no line break parts from
 * its number. What is ahead by hours or days also has the next unit, since people plan by it. Both in ms.
 */
export function relativeTime(at: number, now: number): string {
  const distance = Math.abs(at - now);
  const index = UNITS.findIndex(({ ms }) => distance >= ms);
  const unit = UNITS[index];
  if (!unit) return 'now';
  const text = `${Math.floor(distance / unit.ms)}\u00a0${unit.short}`;
  if (at < now) return `${text} ago`;
  const next = unit.short === 'd' || unit.short === 'h' ? UNITS[index + 1] : undefined;
  const rest = next ? Math.floor((distance % unit.ms) / next.ms) : 0;
  return next && rest > 0 ? `in ${text} ${rest}\u00a0${next.short}` : `in ${text}`;
}

const DAY_AND_TIME = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
const format = (more: Intl.DateTimeFormatOptions = {}) => new Intl.DateTimeFormat('en-GB', { ...DAY_AND_TIME, ...more });
/** Made once: a long list shows thousands of times, and making one costs far more than using it. */
const FORMATS = {
  plain: format(),
  seconds: format({ second: '2-digit' }),
  zone: format({ timeZoneName: 'short' }),
  exact: format({ second: '2-digit', timeZoneName: 'short' }),
};

/** "20 Nov 2026, 14:02" in the reader's zone; with seconds where `seconds` is set, with the zone where `zone` is. */
export const absoluteTime = (at: string | number | Date, { seconds = false, zone = false } = {}): string =>
  FORMATS[seconds ? (zone ? 'exact' : 'seconds') : zone ? 'zone' : 'plain'].format(new Date(at));

/** "21 Nov 2026, 09:00–17:00", or both dates where they differ, in the reader's zone. */
export const timeRange = (from: string, to: string): string => FORMATS.plain.formatRange(new Date(from), new Date(to));

/** "1 h 30 min", "45 min": a length in minutes, at least 0. */
export function minutesInWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}

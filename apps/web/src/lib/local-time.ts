const two = (number: number): string => String(number).padStart(2, '0');

/** An ISO time as `<input type="datetime-local">` wants it, in the reader's zone: `2026-11-20T09:00`. Empty for what is no time. */
export function toLocalInput(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The other way; empty for an empty field. */
export function fromLocalInput(value: string): string {
  const at = new Date(value);
  return value === '' || Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

/**
 * The instant at which a day begins on the reader's clock, also where that is not midnight.
 * @param day as `<input type="date">` gives it: `2026-11-20`
 * @param later so many days after that one
 * @returns an ISO time; empty for what is no day
 */
export function dayBegins(day: string, later = 0): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + later);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

/** A template that was not used for so long is destroyed. */
const MONTHS = 12;

/** Templates last used before this moment have expired. */
export function expiryLine(now: Date): Date {
  const line = new Date(now);
  line.setUTCMonth(line.getUTCMonth() - MONTHS);
  return line;
}

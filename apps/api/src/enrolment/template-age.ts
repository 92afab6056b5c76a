/** A template that was not used for so long is destroyed. */
const MONTHS = 12;

/** Templates last used before this moment have expired. */
export function expiryLine(now: Date): Date {
  const line = new Date(now);
  line.setUTCMonth(line.getUTCMonth() - MONTHS);
  return line;
}

/** When a template that was last used then expires. */
export function expiryOf(lastUsedAt: Date): Date {
  const end = new Date(lastUsedAt);
  end.setUTCMonth(end.getUTCMonth() + MONTHS);
  return end;
}

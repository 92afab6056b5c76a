/** `evidence.viewed` → "Evidence viewed", `check_in.picture_viewed` → "Check in picture viewed": what happened, for people. */
export function actionInWords(action: string): string {
  const words = action.replace(/[._]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The details of an entry on one line: `part: proctor · minutes: 5`. Ids and empty values say nothing to a reader and are left out. */
export function detailInWords(detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .filter(([key, value]) => !/Id$/.test(key) && !ID.test(String(value)) && value !== null && value !== '' && typeof value !== 'object')
    .map(([key, value]) => `${key.replace(/([A-Z])/g, ' $1').toLowerCase()}: ${String(value)}`)
    .join(' · ');
}

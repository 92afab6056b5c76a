/**
 * Rows as CSV (RFC 4180) that spreadsheets open safely: a cell that could be taken for a formula gets a `'` in front.
 * @example csv([['name', 'link'], ['=1+1', 'https://…']]) // name,link\r\n'=1+1,https://…\r\n
 */
export const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map(cell).join(',') + '\r\n').join('');

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

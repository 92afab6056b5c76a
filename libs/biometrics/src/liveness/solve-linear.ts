/**
 * Solves a square system by elimination with the largest pivot.
 * @param rows each with its coefficients and, last, its right side; used up
 * @returns null where the equations do not settle it
 */
export function solveLinear(rows: number[][]): number[] | null {
  const unknowns = rows.length;
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let step = 0; step < unknowns; step++) {
    let pivot = step;
    for (let row = step + 1; row < unknowns; row++) if (Math.abs(at(row, step)) > Math.abs(at(pivot, step))) pivot = row;
    if (!(Math.abs(at(pivot, step)) > 1e-12)) return null;
    const [top, other] = [rows[step] ?? [], rows[pivot] ?? []];
    rows[pivot] = top;
    rows[step] = other;
    for (let row = 0; row < unknowns; row++) {
      if (row === step) continue;
      const factor = at(row, step) / at(step, step);
      rows[row] = (rows[row] ?? []).map((value, column) => value - factor * at(step, column));
    }
  }
  return Array.from({ length: unknowns }, (_, i) => at(i, unknowns) / at(i, i));
}

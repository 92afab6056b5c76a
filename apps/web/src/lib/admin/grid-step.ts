/**
 * Where a key leads in a grid that is read line by line.
 * @returns the place to go to, or null when the key leads nowhere
 */
export function gridStep(key: string, { from, count, columns }: { from: number; count: number; columns: number }): number | null {
  const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
  const step = steps[key];
  const to = key === 'Home' ? 0 : key === 'End' ? count - 1 : step === undefined ? null : from + step;
  return to !== null && to >= 0 && to < count && to !== from ? to : null;
}

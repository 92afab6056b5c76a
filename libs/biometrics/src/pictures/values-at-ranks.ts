/** Whole numbers between which values are told apart by counting alone; larger ones are sorted. */
const LIMIT = 256;

const binOf = (value: number) => (value < LIMIT ? value | 0 : LIMIT);

/**
 * The values that would stand at some ranks (from 0) if all were sorted; far quicker than sorting where most lie between 0 and 256.
 * Counts how many fall between whole numbers, and sorts only those that share such a place with a rank.
 * @param values not negative.
 * @throws RangeError for a rank at which there is no value.
 */
export function valuesAtRanks(values: Float64Array, ranks: readonly number[]): number[] {
  const counts = new Uint32Array(LIMIT + 1);
  for (let i = 0; i < values.length; i++) {
    const bin = binOf(values[i] ?? 0);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return ranks.map((rank) => {
    if (!(rank >= 0 && rank < values.length)) throw new RangeError(`There is no value at rank ${rank} of ${values.length}.`);
    let before = 0;
    let bin = 0;
    while (before + (counts[bin] ?? 0) <= rank) before += counts[bin++] ?? 0;
    return valuesIn(values, bin, counts[bin] ?? 0).sort()[rank - before] ?? NaN;
  });
}

function valuesIn(values: Float64Array, bin: number, count: number): Float64Array {
  const found = new Float64Array(count);
  let at = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (binOf(value) === bin) found[at++] = value;
  }
  return found;
}

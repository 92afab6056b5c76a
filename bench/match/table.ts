import { equalErrorRate, errorRates, thresholdForFalseMatch, type ComparedPairs, type Share } from '@invigil/biometrics';

const percent = (value: number): string => (Number.isNaN(value) ? '–' : `${(100 * value).toFixed(2)} %`);
const share = ({ rate, low, high, count, of }: Share): string =>
  of === 0 ? '–' : `${percent(rate)} (${count}/${of}) [${(100 * low).toFixed(2)}–${(100 * high).toFixed(2)}]`;

/** Lines of cells as a table that a terminal and Markdown both show. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(3, ...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) => `| ${widths.map((width, i) => (row[i] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(heads), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}

export const RATE_HEADS = ['', 'FNMR at 0.6', 'FMR at 0.6', 'FNMR at 0.5', 'FMR at 0.5', 'EER', 'threshold for FMR 1:1,000'] as const;

export function rateRow(name: string, pairs: ComparedPairs): string[] {
  const mild = errorRates(pairs, 0.6);
  const strict = errorRates(pairs, 0.5);
  const equal = equalErrorRate(pairs);
  const { threshold, low, high } = thresholdForFalseMatch(pairs.impostor, 0.001);
  const few = pairs.impostor.length < 1000 ? ', too few pairs to tell' : '';
  return [
    name,
    share(mild.falseNonMatch),
    share(mild.falseMatch),
    share(strict.falseNonMatch),
    share(strict.falseMatch),
    Number.isNaN(equal.rate) ? '–' : `${percent(equal.rate)} at ${equal.threshold.toFixed(3)}`,
    Number.isNaN(threshold) ? '–' : `${threshold.toFixed(3)} [${low.toFixed(3)}–${high.toFixed(3)}${few}]`,
  ];
}

const rounded = (value: number): number | null => (Number.isNaN(value) ? null : Number(value.toFixed(5)));

/** The numbers of a row for machines: shares between 0 and 1, null where nothing was compared. */
export function rateKeys(pairs: ComparedPairs) {
  const mild = errorRates(pairs, 0.6);
  const strict = errorRates(pairs, 0.5);
  return {
    fnmr06: rounded(mild.falseNonMatch.rate),
    fmr06: rounded(mild.falseMatch.rate),
    fnmr05: rounded(strict.falseNonMatch.rate),
    fmr05: rounded(strict.falseMatch.rate),
    eer: rounded(equalErrorRate(pairs).rate),
    genuine: pairs.genuine.length,
    impostor: pairs.impostor.length,
  };
}

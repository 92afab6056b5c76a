import { VIOLATION_KINDS, type AttemptReport, type FacesPoint, type Span, type ViolationView } from '@invigil/shared';
import type { ChartColours } from '#lib/chart/draw-chart.svelte.ts';
import { titleOf, toneOf } from '#lib/violations/describe.ts';

/** Of the two charts, and of each lane under them, in pixels. */
const CHARTS = 332;
const LANE = 36;
/** Points are drawn in one go instead of one by one, which takes a slow machine seconds. */
const AT_ONCE = { large: true, largeThreshold: 50 };

type Timed = Pick<ViolationView, 'kind' | 'openedAt' | 'endedAt' | 'severity' | 'confirmed' | 'verdict'>;

/** A lane for each kind of incident that there was, in the order of the kinds. */
export const lanesOf = (violations: readonly Timed[]): string[] =>
  VIOLATION_KINDS.filter((kind) => violations.some((violation) => violation.kind === kind)).map(titleOf);

/** Height of the whole drawing in pixels. */
export const timelineHeight = ({ violations }: AttemptReport): number => CHARTS + lanesOf(violations).length * LANE;

/** The incidents of one tone as a line with gaps: from, to, and a point that breaks it. */
export const strokesOf = (violations: readonly Timed[], tone: ReturnType<typeof toneOf>, end: string): [string, string][] =>
  violations
    .filter((violation) => toneOf(violation) === tone)
    .flatMap(({ kind, openedAt, endedAt }) => [
      [openedAt, titleOf(kind)],
      [endedAt ?? end, titleOf(kind)],
      [endedAt ?? end, '-'],
    ]);

const area = (name: string, from: string, to: string, color: string, opacity: number) =>
  [{ xAxis: from, name, itemStyle: { color, opacity } }, { xAxis: to }] as const;

/** Bands behind the points: what was wrong, and when nothing could be seen. */
function bands(violations: readonly ViolationView[], spans: readonly Span[], end: string, colours: ChartColours) {
  const wrong = violations
    .filter(({ confirmed }) => confirmed)
    .map((violation) => area(titleOf(violation.kind), violation.openedAt, violation.endedAt ?? end, colours.act, 0.16));
  const unseen = spans
    .filter(({ kind }) => kind !== 'connected')
    .map((span) => area(span.kind === 'paused' ? 'Paused' : 'Offline', span.from, span.to ?? end, colours.soft, 0.18));
  return [...unseen, ...wrong];
}

const facesOf = (points: readonly FacesPoint[], source: FacesPoint['source']) =>
  points.filter((point) => point.source === source).map(({ at, faces }) => [at, faces]);

/** The end of what is drawn: nothing that was found later is cut off. Times as ISO strings, whose order is that of time. */
export const lastOf = ({ endedAt, faces, distances, violations }: AttemptReport, start: string): string =>
  [start, endedAt, faces.at(-1)?.at, distances.at(-1)?.at, ...violations.flatMap((one) => [one.openedAt, one.endedAt])].reduce<string>(
    (last, at) => (at && at > last ? at : last),
    start,
  );

/** Charts over one time: the distance to the template with its limit, how many faces were seen, and a lane for each kind of incident. */
export function timelineOption(report: AttemptReport, colours: ChartColours) {
  const start = report.startedAt ?? report.distances[0]?.at ?? report.faces[0]?.at ?? new Date().toISOString();
  const end = lastOf(report, start);
  const distances = (source: 'page' | 'server') =>
    report.distances.filter((point) => point.source === source).map(({ at, distance }) => [at, Number(distance.toFixed(3))]);
  const axis = {
    axisLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.soft, hideOverlap: true },
    splitLine: { lineStyle: { color: colours.line } },
  };
  const lanes = lanesOf(report.violations);
  const strokes = (['act', 'look', 'neutral'] as const).map((tone) => ({
    name: 'Incidents',
    type: 'line' as const,
    xAxisIndex: 2,
    yAxisIndex: 2,
    data: strokesOf(report.violations, tone, end),
    showSymbol: false,
    silent: true,
    tooltip: { show: false },
    // round ends make a dot of what lasted a second
    lineStyle: { color: tone === 'neutral' ? colours.soft : colours[tone], width: 8, cap: 'round' as const },
  }));
  const marks = bands(report.violations, report.spans, end, colours);
  return {
    animation: false,
    textStyle: { color: colours.ink, fontFamily: 'system-ui, sans-serif' },
    // drawn on the canvas: the page's security policy allows no inline styles
    tooltip: { trigger: 'axis' as const, renderMode: 'richText' as const },
    legend: {
      top: 0,
      type: 'scroll' as const,
      textStyle: { color: colours.ink },
      data: ['Distance, by the page', 'Distance, by the server', 'Faces, by the page', 'Faces, by the server'],
    },
    axisPointer: { link: [{ xAxisIndex: 'all' as const }] },
    grid: [
      { left: 48, right: 16, top: 52, height: 150 },
      { left: 48, right: 16, top: 238, height: 60 },
      { left: 48, right: 16, top: CHARTS - 4, height: lanes.length * LANE },
    ],
    xAxis: [
      { type: 'time' as const, gridIndex: 0, min: start, max: end, ...axis, axisLabel: { show: false } },
      { type: 'time' as const, gridIndex: 1, min: start, max: end, ...axis, splitLine: { show: false } },
      { type: 'time' as const, gridIndex: 2, min: start, max: end, ...axis, show: lanes.length > 0, axisLabel: { show: false } },
    ],
    yAxis: [
      {
        type: 'value' as const,
        gridIndex: 0,
        min: 0,
        max: 1.2,
        interval: 0.3,
        name: 'distance',
        nameTextStyle: { color: colours.soft },
        ...axis,
      },
      { type: 'value' as const, gridIndex: 1, min: 0, minInterval: 1, name: 'faces', nameTextStyle: { color: colours.soft }, ...axis },
      {
        type: 'category' as const,
        gridIndex: 2,
        inverse: true,
        data: lanes,
        axisLine: { show: false },
        axisTick: { show: false },
        // above its line, so that a narrow screen keeps its width for the time
        axisLabel: { inside: true, margin: 2, interval: 0, color: colours.ink, verticalAlign: 'bottom' as const, padding: [0, 0, 5, 0] },
      },
    ],
    series: [
      {
        name: 'Distance, by the page',
        type: 'line' as const,
        data: distances('page'),
        showSymbol: false,
        lineStyle: { color: colours.soft, width: 1 },
        itemStyle: { color: colours.soft },
        markArea: { silent: true, data: marks, label: { show: false } },
        markLine: {
          silent: true,
          symbol: 'none',
          data: [
            {
              yAxis: report.threshold,
              label: { formatter: `limit ${report.threshold.toFixed(2)}`, color: colours.act, position: 'insideEndTop' as const },
            },
          ],
          lineStyle: { color: colours.act, type: 'dashed' as const },
        },
      },
      {
        name: 'Distance, by the server',
        type: 'scatter' as const,
        data: distances('server'),
        symbolSize: 7,
        ...AT_ONCE,
        itemStyle: { color: colours.accent },
      },
      {
        name: 'Faces, by the page',
        type: 'line' as const,
        step: 'end' as const,
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: facesOf(report.faces, 'page'),
        showSymbol: false,
        lineStyle: { color: colours.soft, width: 1 },
        itemStyle: { color: colours.soft },
      },
      ...strokes,
      {
        name: 'Faces, by the server',
        type: 'scatter' as const,
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: facesOf(report.faces, 'server'),
        symbolSize: 6,
        ...AT_ONCE,
        itemStyle: { color: colours.accent },
      },
    ],
  };
}

import type { AttemptReport, FacesPoint, Span, ViolationView } from '@invigil/shared';
import type { ChartColours } from '#lib/chart/draw-chart.svelte.ts';
import { titleOf } from '#lib/violations/describe.ts';

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

/** Two charts over one time: the distance to the template with its limit, and how many faces were seen. */
export function timelineOption(report: AttemptReport, colours: ChartColours) {
  const start = report.startedAt ?? report.distances[0]?.at ?? report.faces[0]?.at ?? new Date().toISOString();
  const end = report.endedAt ?? report.faces.at(-1)?.at ?? report.distances.at(-1)?.at ?? start;
  const distances = (source: 'page' | 'server') =>
    report.distances.filter((point) => point.source === source).map(({ at, distance }) => [at, Number(distance.toFixed(3))]);
  const axis = {
    axisLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.soft },
    splitLine: { lineStyle: { color: colours.line } },
  };
  const marks = bands(report.violations, report.spans, end, colours);
  return {
    animation: false,
    textStyle: { color: colours.ink, fontFamily: 'system-ui, sans-serif' },
    // drawn on the canvas: the page's security policy allows no inline styles
    tooltip: { trigger: 'axis' as const, renderMode: 'richText' as const },
    legend: { top: 0, type: 'scroll' as const, textStyle: { color: colours.ink } },
    axisPointer: { link: [{ xAxisIndex: 'all' as const }] },
    grid: [
      { left: 48, right: 16, top: 40, height: 150 },
      { left: 48, right: 16, top: 226, height: 60 },
    ],
    xAxis: [
      { type: 'time' as const, gridIndex: 0, min: start, max: end, ...axis, axisLabel: { show: false } },
      { type: 'time' as const, gridIndex: 1, min: start, max: end, ...axis, splitLine: { show: false } },
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
      {
        name: 'Faces, by the server',
        type: 'scatter' as const,
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: facesOf(report.faces, 'server'),
        symbolSize: 6,
        itemStyle: { color: colours.accent },
      },
    ],
  };
}

import type { LoadPoint } from '@invigil/shared';
import type { ChartColours } from '#lib/chart/draw-chart.svelte.ts';

/** Two charts over one time: frames analysed a second, and below what waited and what was dropped. */
export function framesOption(load: readonly LoadPoint[], colours: ChartColours) {
  const axis = {
    axisLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.soft, hideOverlap: true },
    splitLine: { lineStyle: { color: colours.line } },
  };
  const value = (gridIndex: number, name: string) => ({
    type: 'value' as const,
    gridIndex,
    min: 0,
    minInterval: 1,
    splitNumber: 3,
    name,
    nameTextStyle: { color: colours.soft, align: 'left' as const },
    ...axis,
  });
  return {
    animation: false,
    textStyle: { color: colours.ink, fontFamily: 'system-ui, sans-serif' },
    // drawn on the canvas: the page's security policy allows no inline styles
    tooltip: { trigger: 'axis' as const, renderMode: 'richText' as const },
    axisPointer: { link: [{ xAxisIndex: 'all' as const }] },
    grid: [
      { left: 40, right: 16, top: 28, height: 130 },
      { left: 40, right: 16, top: 206, height: 56 },
    ],
    xAxis: [
      { type: 'time' as const, gridIndex: 0, ...axis, axisLabel: { show: false } },
      { type: 'time' as const, gridIndex: 1, ...axis, splitLine: { show: false } },
    ],
    yAxis: [value(0, 'analysed a second'), value(1, 'waiting (line), dropped (bars)')],
    series: [
      {
        name: 'Analysed a second',
        type: 'line' as const,
        data: load.map(({ at, perSecond }) => [at, Number(perSecond.toFixed(1))]),
        showSymbol: false,
        lineStyle: { color: colours.accent, width: 2 },
        itemStyle: { color: colours.accent },
        areaStyle: { color: colours.accent, opacity: 0.12 },
      },
      {
        name: 'Waiting',
        type: 'line' as const,
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: load.map(({ at, waiting }) => [at, waiting]),
        showSymbol: false,
        lineStyle: { color: colours.soft, width: 1.5 },
        itemStyle: { color: colours.soft },
      },
      {
        name: 'Dropped',
        type: 'bar' as const,
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: load.map(({ at, dropped }) => [at, dropped]),
        itemStyle: { color: colours.act },
      },
    ],
  };
}

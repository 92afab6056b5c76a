import { untrack } from 'svelte';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

/** The page's tokens, as a canvas needs them. */
export interface ChartColours {
  ink: string;
  soft: string;
  line: string;
  accent: string;
  look: string;
  act: string;
  sunken: string;
}

function colours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: token('ink'),
    soft: token('soft'),
    line: token('line'),
    accent: token('accent'),
    look: token('look'),
    act: token('act'),
    sunken: token('sunken'),
  };
}

/**
 * An attachment that draws a chart into its element, and draws again when what `option` reads, the width or the theme changes.
 * The caller registers the kinds of chart that it uses with `use`.
 */
export function drawChart(option: (colours: ChartColours) => EChartsCoreOption): (node: HTMLElement) => () => void {
  use([CanvasRenderer]);
  return (node) => {
    const chart = init(node, null, { renderer: 'canvas' });
    $effect(() => chart.setOption(option(colours()), true));
    // a new theme and a new size often come together, and drawing is dear on a slow machine: once a frame at most, and never for what is so already
    let frame = 0;
    let recolour = false;
    const catchUp = () => {
      const fits = node.clientWidth === chart.getWidth() && node.clientHeight === chart.getHeight();
      if (recolour)
        chart.setOption(
          untrack(() => option(colours())),
          { notMerge: true, lazyUpdate: !fits },
        );
      if (!fits) chart.resize();
      recolour = false;
    };
    const soon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(catchUp);
    };
    const resized = new ResizeObserver(soon);
    resized.observe(node);
    const themed = new MutationObserver(() => {
      recolour = true;
      soon();
    });
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      resized.disconnect();
      cancelAnimationFrame(frame);
      themed.disconnect();
      chart.dispose();
    };
  };
}

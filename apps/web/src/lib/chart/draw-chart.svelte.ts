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
    const paint = () => chart.setOption(option(colours()), true);
    $effect(paint);
    // once a frame at most, and never for the size that it has: each draws everything anew
    let frame = 0;
    const fit = () => {
      if (node.clientWidth !== chart.getWidth() || node.clientHeight !== chart.getHeight()) chart.resize();
    };
    const resized = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(fit);
    });
    resized.observe(node);
    const themed = new MutationObserver(paint);
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      resized.disconnect();
      cancelAnimationFrame(frame);
      themed.disconnect();
      chart.dispose();
    };
  };
}

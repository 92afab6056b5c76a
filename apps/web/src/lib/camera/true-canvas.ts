/** Seldom the colour of noise, and never of an empty canvas. */
const COLOUR = [200, 100, 50] as const;
const SIDE = 8;
/** Levels by which a pixel may be off on average: some browsers change a few by one, so as to know nobody by their canvas. Noise is off by 80. */
const NEAR = 8;

/** @returns how far pixels are from a colour on average, in levels (0 to 255) */
export function offBy(rgba: Uint8ClampedArray, [red, green, blue]: readonly [number, number, number]): number {
  let sum = 0;
  for (let i = 0; i < rgba.length; i += 4)
    sum += Math.abs((rgba[i] ?? 0) - red) + Math.abs((rgba[i + 1] ?? 0) - green) + Math.abs((rgba[i + 2] ?? 0) - blue);
  return sum / (0.75 * rgba.length);
}

/** False where the browser hides what is drawn from the page and gives noise instead, as Firefox does with `privacy.resistFingerprinting`. */
export function canvasIsTrue(): boolean {
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true });
  if (!context) return false;
  context.fillStyle = `rgb(${COLOUR.join(' ')})`;
  context.fillRect(0, 0, SIDE, SIDE);
  return offBy(context.getImageData(0, 0, SIDE, SIDE).data, COLOUR) <= NEAR;
}

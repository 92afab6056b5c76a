import type { Picture, PictureQuality } from './types.js';

/** The middle of a chip, from the brows to the chin, without hair, background and the black beyond a border. */
const INNER = { from: 0.22, to: 0.78 } as const;

function brightnessOf(picture: Picture, x: number, y: number): number {
  const at = (y * picture.width + x) * 3;
  return 0.299 * (picture.data[at] ?? 0) + 0.587 * (picture.data[at + 1] ?? 0) + 0.114 * (picture.data[at + 2] ?? 0);
}

const percentile = (sorted: Float64Array, share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;

/**
 * Contrast, noise and sharpness inside a face, from its aligned chip (square, at least 16 pixels). All are ratios or differences, so that a dark skin in good light passes and a bright one in the dark does not.
 * The noise is Immerkær's estimate (1996): a mask blind to edges and slopes, here with the median instead of the mean so that beard and glasses do not count as noise.
 * @throws RangeError when the picture is smaller.
 */
export function pictureQuality(chip: Picture): PictureQuality {
  if (chip.width < 16 || chip.height < 16) throw new RangeError('Quality is measured on a chip of at least 16 × 16 pixels.');
  const left = Math.floor(chip.width * INNER.from);
  const top = Math.floor(chip.height * INNER.from);
  const width = Math.floor(chip.width * INNER.to) - left;
  const height = Math.floor(chip.height * INNER.to) - top;
  const light = new Float64Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) light[y * width + x] = brightnessOf(chip, left + x, top + y);

  const residues = new Float64Array((width - 2) * (height - 2));
  let detail = 0;
  const at = (x: number, y: number) => light[y * width + x] ?? 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const cross = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1);
      const corners = at(x - 1, y - 1) + at(x + 1, y - 1) + at(x - 1, y + 1) + at(x + 1, y + 1);
      residues[(y - 1) * (width - 2) + x - 1] = Math.abs(corners - 2 * cross + 4 * at(x, y));
      detail += (cross - 4 * at(x, y)) ** 2;
    }
  }
  residues.sort();
  light.sort();
  const contrast = percentile(light, 0.95) - percentile(light, 0.05);
  return {
    brightness: percentile(light, 0.5),
    contrast,
    // 6 is the mask's norm, 0.6745 turns a median deviation into a standard one
    noise: percentile(residues, 0.5) / (6 * 0.6745),
    sharpness: contrast > 0 ? Math.sqrt(detail / residues.length) / contrast : 0,
  };
}

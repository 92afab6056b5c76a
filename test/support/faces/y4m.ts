import type { Picture } from '@invigil/biometrics';

const HEADER = 'YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n';
const FRAME_HEADER = 'FRAME\n';
/** Bytes of one picture's brightness, which comes before its colours. */
export const LUMA_BYTES = 640 * 480;
const FRAME_BYTES = FRAME_HEADER.length + LUMA_BYTES * 1.5;

/** Where the brightness of a frame begins in the file, in bytes. */
export const lumaPlace = (frame: number): number => HEADER.length + frame * FRAME_BYTES + FRAME_HEADER.length;
/** How many frames a film of so many bytes has. */
export const frameCount = (bytes: number): number => Math.floor((bytes - HEADER.length) / FRAME_BYTES);

const clamp = (level: number) => Math.max(0, Math.min(255, Math.round(level)));

/** A picture as planar I420, full range (BT.601): brightness of each pixel, then both colour planes at half the size, each the mean of four pixels. */
function i420({ data, width, height }: Picture): Buffer {
  const planes = Buffer.alloc(width * height * 1.5);
  const quarter = (width * height) / 4;
  const at = (x: number, y: number, channel: number) => data[(y * width + x) * 3 + channel] ?? 0;
  for (let pixel = 0; pixel < width * height; pixel++) {
    const i = pixel * 3;
    planes[pixel] = clamp(0.299 * (data[i] ?? 0) + 0.587 * (data[i + 1] ?? 0) + 0.114 * (data[i + 2] ?? 0));
  }
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const [r = 0, g = 0, b = 0] = [0, 1, 2].map((c) => (at(x, y, c) + at(x + 1, y, c) + at(x, y + 1, c) + at(x + 1, y + 1, c)) / 4);
      const place = width * height + (y / 2) * (width / 2) + x / 2;
      planes[place] = clamp(128 - 0.168736 * r - 0.331264 * g + 0.5 * b);
      planes[place + quarter] = clamp(128 + 0.5 * r - 0.418688 * g - 0.081312 * b);
    }
  }
  return planes;
}

/** Pictures of 640 × 480 as an uncompressed film, ten frames a second, that Chromium's fake camera plays round and round. */
export function y4m(frames: readonly Picture[]): Buffer {
  return Buffer.concat([Buffer.from(HEADER), ...frames.flatMap((frame) => [Buffer.from(FRAME_HEADER), i420(frame)])]);
}

/** What a scan refines: spectral band and bits, as in its header. */
export interface ScanSpec {
  readonly components: readonly number[];
  readonly band: readonly [from: number, to: number];
  readonly high?: number;
  readonly low?: number;
}

export interface FlatJpeg {
  readonly width: number;
  readonly height: number;
  /** One level (0–255) for each component, the same all over. */
  readonly levels: readonly number[];
  /** The marker of the frame: C0 baseline, C2 progressive; others are written all the same. */
  readonly frame?: number;
  /** The transform in an Adobe segment; without it there is none. */
  readonly adobe?: 0 | 1 | 2;
  /** Scans after the first, of progressive pictures: each says "nothing more" of every block. */
  readonly scans?: readonly ScanSpec[];
}

export const segment = (marker: number, payload: Uint8Array): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
};

/** Bits from the left, the last byte filled up with ones, an FF followed by 00 as the format wants it. */
function packed(codes: readonly (readonly [value: number, bits: number])[]): Buffer {
  const bytes: number[] = [];
  let held = 0;
  let count = 0;
  const push = (byte: number) => bytes.push(...(byte === 0xff ? [byte, 0] : [byte]));
  for (const [value, bits] of codes) {
    for (let bit = bits - 1; bit >= 0; bit--) {
      held = (held << 1) | ((value >> bit) & 1);
      if (++count === 8) {
        push(held);
        held = count = 0;
      }
    }
  }
  if (count > 0) push((held << (8 - count)) | (0xff >> count));
  return Buffer.from(bytes);
}

const QUANTISE_BY_8 = segment(0xdb, Buffer.from([0, ...Array<number>(64).fill(8)]));
// one code of 4 bits for each of the sizes 0–8
const DC_CODES = segment(0xc4, Buffer.from([0x00, 0, 0, 0, 9, ...Array<number>(12).fill(0), 0, 1, 2, 3, 4, 5, 6, 7, 8]));
// one code of 1 bit, "end of block"; and one of 2 bits, the longest run of ended blocks, 2^14 and 14 more bits
const AC_CODES = segment(0xc4, Buffer.from([0x10, 1, 1, ...Array<number>(14).fill(0), 0x00, 0xe0]));
const LONGEST_RUN = 32_767;

function firstScan({ levels, frame = 0xc0 }: FlatJpeg, blocks: number): Buffer {
  const withAc = frame !== 0xc2;
  const first = levels.flatMap((level): (readonly [number, number])[] => {
    const value = level - 128;
    const size = value === 0 ? 0 : 32 - Math.clz32(Math.abs(value));
    const bits = value < 0 ? value + (1 << size) - 1 : value;
    return [[size, 4] as const, ...(size ? [[bits, size] as const] : []), ...(withAc ? [[0, 1] as const] : [])];
  });
  const same = levels.flatMap((): (readonly [number, number])[] => [[0, 4], ...(withAc ? [[0, 1] as const] : [])]);
  const head = [levels.length, ...levels.flatMap((_, i) => [i + 1, 0]), 0, withAc ? 63 : 0, 0];
  return Buffer.concat([segment(0xda, Buffer.from(head)), packed([...first, ...Array.from({ length: blocks - 1 }, () => same).flat()])]);
}

function laterScan({ components, band, high = 0, low = 0 }: ScanSpec, blocks: number): Buffer {
  const head = [components.length, ...components.flatMap((i) => [i + 1, 0]), ...band, (high << 4) | low];
  const runs: (readonly [number, number])[] = [];
  if (band[0] === 0) for (let i = 0; i < blocks * components.length; i++) runs.push([0, 1]);
  else for (let left = blocks; left > 0; left -= LONGEST_RUN) runs.push([2, 2], [Math.min(left, LONGEST_RUN) - 16_384, 14]);
  return Buffer.concat([segment(0xda, Buffer.from(head)), packed(runs)]);
}

/** A JPEG written by hand: of one colour, but with the frame, the components and the scans that one asks for. Needs at least 16,384 blocks for later scans of a band. */
export function flatJpeg(spec: FlatJpeg): Buffer {
  const { width, height, levels, frame = 0xc0, adobe, scans = [] } = spec;
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  const sof = Buffer.from([8, 0, 0, 0, 0, levels.length, ...levels.flatMap((_, i) => [i + 1, 0x11, 0])]);
  sof.writeUInt16BE(height, 1);
  sof.writeUInt16BE(width, 3);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(adobe === undefined ? [] : [segment(0xee, Buffer.from([...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, adobe]))]),
    QUANTISE_BY_8,
    segment(frame, sof),
    DC_CODES,
    AC_CODES,
    firstScan(spec, blocks),
    ...scans.map((scan) => laterScan(scan, blocks)),
    Buffer.from([0xff, 0xd9]),
  ]);
}

import { DESCRIPTOR_LENGTH } from '../../matching/index.js';

/** Writes squared distances, in 32 bits, of `count` templates (1 or more) from a probe. The others are places in the memory, in bytes. */
export type DistanceKernel = (count: number, templates: number, probe: number, out: number) => void;

const I32 = 0x7f;
const V128 = 0x7b;
const EMPTY = 0x40;
/** Numbers in a vector, and sums that are kept apart so that additions need not wait for each other. */
const LANES = 4;
const SUMS = 4;

/** An unsigned number as WebAssembly writes it: seven bits a byte, the lowest first. */
function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}

const list = (items: readonly (readonly number[])[]) => [...leb(items.length), ...items.flat()];
const sized = (bytes: readonly number[]) => [...leb(bytes.length), ...bytes];
const section = (id: number, bytes: readonly number[]) => [id, ...sized(bytes)];
const name = (text: string) => sized([...Buffer.from(text)]);

const get = (local: number) => [0x20, ...leb(local)];
const set = (local: number) => [0x21, ...leb(local)];
const tee = (local: number) => [0x22, ...leb(local)];
const constant = (value: number) => [0x41, ...leb(value)];
const simd = (opcode: number) => [0xfd, ...leb(opcode)];
const load = (local: number, offset: number) => [...get(local), ...simd(0x00), 4, ...leb(offset)];
const lane = (local: number, index: number) => [...get(local), ...simd(0x1f), index];
const advance = (local: number, bytes: number) => [...get(local), ...constant(bytes), 0x6a, ...set(local)];
const ADD = simd(0xe4);
const SUBTRACT = simd(0xe5);
const MULTIPLY = simd(0xe6);
const ADD_ONE = [0x92];

/** Locals: the four parameters, a difference, the sums. */
const [COUNT, TEMPLATES, PROBE, OUT, DIFFERENCE, FIRST_SUM] = [0, 1, 2, 3, 4, 5];

/** sum += (template − probe)², four numbers at a time, for the vector at `index`. */
function accumulate(index: number): number[] {
  const sum = FIRST_SUM + (index % SUMS);
  const square = [
    ...load(TEMPLATES, index * 16),
    ...load(PROBE, index * 16),
    ...SUBTRACT,
    ...tee(DIFFERENCE),
    ...get(DIFFERENCE),
    ...MULTIPLY,
  ];
  return index < SUMS ? [...square, ...set(sum)] : [...square, ...get(sum), ...ADD, ...set(sum)];
}

function body(): number[] {
  const vectors = Array.from({ length: DESCRIPTOR_LENGTH / LANES }, (_, index) => accumulate(index)).flat();
  const sums = Array.from({ length: SUMS }, (_, i) => get(FIRST_SUM + i));
  const whole = [...(sums[0] ?? []), ...sums.slice(1).flatMap((sum) => [...sum, ...ADD]), ...set(FIRST_SUM)];
  const total = [...lane(FIRST_SUM, 0), ...[1, 2, 3].flatMap((i) => [...lane(FIRST_SUM, i), ...ADD_ONE])];
  const store = [...get(OUT), ...total, 0x38, 2, 0];
  const onwards = [...advance(TEMPLATES, DESCRIPTOR_LENGTH * 4), ...advance(OUT, 4)];
  // count−1, and again while it is not 0
  const again = [...get(COUNT), ...constant(1), 0x6b, ...tee(COUNT), 0x0d, 0];
  return [...list([[...leb(1 + SUMS), V128]]), 0x03, EMPTY, ...vectors, ...whole, ...store, ...onwards, ...again, 0x0b, 0x0b];
}

const MODULE = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, list([[0x60, ...list([[I32], [I32], [I32], [I32]]), ...list([])]])),
  ...section(2, list([[...name('index'), ...name('memory'), 0x02, 0x00, ...leb(1)]])),
  ...section(3, list([[0]])),
  ...section(7, list([[...name('distances'), 0x00, 0]])),
  ...section(10, list([sized(body())])),
]);

/**
 * A loop over templates of 128 floats in WebAssembly, four numbers an instruction: three times as fast as the same loop in JavaScript, on every platform and with the same results on each.
 * Written out here because it is forty lines, where a library would be a native binary for each platform.
 * @throws Error where WebAssembly or its vector instructions are missing.
 */
export function simdKernel(memory: WebAssembly.Memory): DistanceKernel {
  try {
    const { distances } = new WebAssembly.Instance(new WebAssembly.Module(MODULE), { index: { memory } }).exports;
    return distances as DistanceKernel;
  } catch (cause) {
    throw new Error('The search needs WebAssembly with SIMD: start Node without --jitless, on a processor of the last fifteen years.', {
      cause,
    });
  }
}

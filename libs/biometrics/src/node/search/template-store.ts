import { DESCRIPTOR_LENGTH } from '../../matching/index.js';
import { simdKernel } from './simd-kernel.js';
import type { DistanceKernel } from './simd-kernel.js';

const PAGE_BYTES = 65_536;
const ROW_BYTES = DESCRIPTOR_LENGTH * 4;
/** The probe lies first, then the templates without gaps, then one distance for each of them. */
const TEMPLATES_AT = ROW_BYTES;
const BYTES_A_TEMPLATE = ROW_BYTES + 4;

/** Templates by their place, in one growing memory that the kernel reads. The last one moves into the place of one that is taken out. */
export class TemplateStore {
  size = 0;
  private capacity = 0;
  private readonly memory = new WebAssembly.Memory({ initial: 1 });
  private readonly kernel: DistanceKernel = simdKernel(this.memory);
  private numbers = new Float32Array(this.memory.buffer);

  constructor() {
    this.measure();
  }

  /** A window on the template at this place, or on the probe at −1; valid until the next change. */
  row(place: number): Float32Array {
    const from = (TEMPLATES_AT + place * ROW_BYTES) / 4;
    return this.numbers.subarray(from, from + DESCRIPTOR_LENGTH);
  }

  push(template: ArrayLike<number>): number {
    if (this.size === this.capacity) this.grow();
    this.row(this.size).set(template);
    return this.size++;
  }

  removeAt(place: number): void {
    const last = this.size - 1;
    this.row(place).set(this.row(last));
    // nothing of a face stays behind
    this.row(last).fill(0);
    this.size = last;
  }

  /** Squared distances of all templates from the probe by place, each within a millionth of the right one; a window that is valid until the next call. */
  distances(probe: ArrayLike<number>): Float32Array {
    const at = TEMPLATES_AT + this.capacity * ROW_BYTES;
    this.row(-1).set(probe);
    if (this.size > 0) this.kernel(this.size, TEMPLATES_AT, 0, at);
    this.row(-1).fill(0);
    return this.numbers.subarray(at / 4, at / 4 + this.size);
  }

  private grow(): void {
    // by half, so that moving to a larger memory stays rare
    this.memory.grow(Math.ceil(this.memory.buffer.byteLength / PAGE_BYTES / 2));
    this.numbers = new Float32Array(this.memory.buffer);
    this.measure();
  }

  private measure(): void {
    this.capacity = Math.floor((this.memory.buffer.byteLength - TEMPLATES_AT) / BYTES_A_TEMPLATE);
  }
}

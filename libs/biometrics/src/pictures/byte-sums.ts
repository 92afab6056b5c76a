/** Words of four bytes after which the two halves of a running sum could run over. */
const STRETCH = 128;

/**
 * Sums stretches of bytes, four at a time, since every pixel of every frame is summed.
 * @returns a function that gives the sum of the bytes from `from` up to, not including, `to`.
 */
export function byteSums(data: Uint8Array): (from: number, to: number) => number {
  const lead = -data.byteOffset & 3;
  const words = data.length < lead ? new Int32Array() : new Int32Array(data.buffer, data.byteOffset + lead, (data.length - lead) >> 2);

  function sumWords(from: number, to: number): number {
    let even = 0;
    let odd = 0;
    for (let i = from; i < to; i++) {
      const word = words[i] ?? 0;
      even += word & 0x00ff00ff;
      odd += (word >>> 8) & 0x00ff00ff;
    }
    return (even & 0xffff) + (even >>> 16) + (odd & 0xffff) + (odd >>> 16);
  }

  return (from, to) => {
    const first = Math.max(0, from - lead + 3) >> 2;
    const last = (to - lead) >> 2;
    let sum = 0;
    if (last <= first) {
      for (let i = from; i < to; i++) sum += data[i] ?? 0;
      return sum;
    }
    for (let i = from; i < first * 4 + lead; i++) sum += data[i] ?? 0;
    for (let i = first; i < last; i += STRETCH) sum += sumWords(i, Math.min(last, i + STRETCH));
    for (let i = last * 4 + lead; i < to; i++) sum += data[i] ?? 0;
    return sum;
  };
}

// face-api's weights: bytes that stand for numbers, with a list of names, shapes and scales beside them.
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** @typedef {{ shape: number[], data: Float32Array }} Weight */

const BYTES = { uint8: 1, float32: 4, int32: 4 };

/**
 * The weights of a file as tfjs reads them: value = byte × scale + least, in single precision. Counts and indices (int32), which only face-api's own training needed, are left out.
 * @param {{ name: string, shape: number[], dtype: string, quantization?: { dtype: string, scale: number, min: number } }[]} specs in the order of the bytes
 * @param {Uint8Array} bytes
 * @returns {Map<string, Weight>}
 */
export function decodeWeights(specs, bytes) {
  const weights = new Map();
  let offset = 0;
  for (const { name, shape, dtype, quantization } of specs) {
    const stored = quantization?.dtype ?? dtype;
    const width = BYTES[stored];
    if (!width || (quantization && stored !== 'uint8')) throw new Error(`The weight ${name} is stored as ${stored}, which this converter does not know.`);
    const count = shape.reduce((product, side) => product * side, 1);
    // a copy, so that it begins where numbers may begin
    const part = Uint8Array.from(bytes.subarray(offset, offset + count * width));
    if (part.length < count * width) throw new Error(`The weights end before ${name}.`);
    offset += count * width;
    if (dtype !== 'float32') continue;
    const data = quantization
      ? Float32Array.from(part, (byte) => byte * quantization.scale + quantization.min)
      : new Float32Array(part.buffer);
    weights.set(name, { shape, data });
  }
  if (offset !== bytes.length) throw new Error(`${bytes.length - offset} bytes are left after the last weight.`);
  return weights;
}

/**
 * @param {string} folder with the files of models/manifest.json
 * @param {string} net such as `face_recognition`
 * @returns {Promise<(name: string) => Weight>} throws for a name that is not there
 */
export async function readWeights(folder, net) {
  const groups = JSON.parse(await readFile(path.join(folder, `${net}_model-weights_manifest.json`), 'utf8'));
  const bytes = await readFile(path.join(folder, `${net}_model.bin`));
  const weights = decodeWeights(
    groups.flatMap((group) => group.weights),
    bytes,
  );
  return (name) => {
    const weight = weights.get(name);
    if (!weight) throw new Error(`The net ${net} has no weight ${name}.`);
    return weight;
  };
}

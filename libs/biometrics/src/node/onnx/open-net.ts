import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type * as Onnxruntime from 'onnxruntime-node';
import { insideNative } from '../native-gate.js';
import type { NativeCalls } from '../native-gate.js';

/** A net with memory of its own for what goes in: it is used by one frame at a time. */
export interface OpenNet {
  /** Channel by channel; written anew for each run. */
  readonly input: Float32Array;
  /** Runs the net on `input`. The answer is in memory that the next run writes over. */
  run(): Promise<Readonly<Record<string, Float32Array>>>;
  /** Milliseconds spent in runs so far. */
  computedMs(): number;
  dispose(): void;
}

/** One core for each worker thread: more inside a worker were slower. */
const ONE_THREAD: Onnxruntime.InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  // warnings of the library do not belong on our standard error
  logSeverityLevel: 3,
  freeDimensionOverrides: { N: 1 },
};

/** Sides of a tensor whose batch is one picture. */
const sides = (shape: readonly (number | string)[]) => shape.map((side) => (typeof side === 'number' ? side : 1));

/**
 * A net of `modelsDir`/onnx for one picture at a time on the calling thread.
 * @param gate on a thread that may be ended from outside: told of every stay inside the library.
 * @throws Error when the file is missing or onnxruntime cannot read it.
 */
export async function openNet(ort: typeof Onnxruntime, modelsDir: string, name: string, gate?: NativeCalls): Promise<OpenNet> {
  const session = await readFile(path.join(modelsDir, 'onnx', `${name}.onnx`))
    .then((bytes) => insideNative(gate, () => ort.InferenceSession.create(bytes, ONE_THREAD)))
    .catch((cause: unknown) => {
      throw new Error(
        `The net ${name} in ${path.join(modelsDir, 'onnx')} could not be loaded; run "node scripts/models.mjs" to put it in place.`,
        { cause },
      );
    });

  function tensor(metadata: Onnxruntime.InferenceSession.ValueMetadata) {
    if (!metadata.isTensor) throw new Error(`${metadata.name} of the net ${name} is no tensor.`);
    const shape = sides(metadata.shape);
    const data = new Float32Array(shape.reduce((product, side) => product * side, 1));
    return { name: metadata.name, data, tensor: new ort.Tensor('float32', data, shape) };
  }

  let computed = 0;
  const inputs = session.inputMetadata.map(tensor);
  const outputs = session.outputMetadata.map(tensor);
  const feeds = Object.fromEntries(inputs.map((input) => [input.name, input.tensor]));
  const fetches = Object.fromEntries(outputs.map((output) => [output.name, output.tensor]));
  const answers = Object.fromEntries(outputs.map((output) => [output.name, output.data]));
  return {
    input: inputs[0]?.data ?? new Float32Array(),
    async run() {
      const start = performance.now();
      await insideNative(gate, () => session.run(feeds, fetches));
      computed += performance.now() - start;
      return answers;
    },
    computedMs: () => computed,
    dispose: () => void session.release(),
  };
}

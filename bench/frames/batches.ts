import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';

export interface BatchTime {
  readonly faces: number;
  /** CPU milliseconds for each face. */
  readonly cpuMs: number;
}

const RUNS = 6;
const SIDE = 150;

/** What the recognition net costs for each face when several are described in one run: the least of some runs. */
export async function timeBatches(modelsDir: string, sizes: readonly number[]): Promise<BatchTime[]> {
  const session = await InferenceSession.create(await readFile(join(modelsDir, 'onnx/face_recognition.onnx')), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  const times: BatchTime[] = [];
  for (const faces of sizes) {
    const chip = new Tensor('float32', new Float32Array(faces * 3 * SIDE * SIDE).fill(0.1), [faces, 3, SIDE, SIDE]);
    let least = Infinity;
    for (let run = 0; run <= RUNS; run++) {
      const before = process.threadCpuUsage();
      await session.run({ chip });
      const { user, system } = process.threadCpuUsage(before);
      // the first run makes room for the size
      if (run > 0) least = Math.min(least, (user + system) / 1000 / faces);
    }
    times.push({ faces, cpuMs: least });
  }
  await session.release();
  return times;
}

import { workerData } from 'node:worker_threads';
import type { WorkerAnswer, WorkerTask } from '../node/pool/analysis-worker.js';

/** Counts the tasks of all workers, and holds the gate that `wait` waits at; the test has the same memory. */
const memory = new Int32Array((workerData as { modelsDir: SharedArrayBuffer }).modelsDir);
/** Tasks of this one worker. */
let served = 0;

const analysis = { width: 1, height: 1, faces: [], subject: null } as unknown as Extract<WorkerAnswer, { kind: 'analysis' }>['analysis'];

/** A worker without models that does what the attempt's name says. */
export default async function handler(task: WorkerTask): Promise<WorkerAnswer> {
  if (task === null) return { kind: 'ready', engine: 'crashing' };
  const runs = Atomics.add(memory, 0, 1) + 1;
  served += 1;
  if (task.attemptId === 'always-exits' || (task.attemptId === 'exits-once' && runs === 1)) process.exit(3);
  // dies of what others left behind, whoever's turn it is
  if (task.attemptId.startsWith('worn') && served > 2) process.exit(3);
  if (task.attemptId === 'throws-once' && runs === 1) throw new Error('fault');
  if (task.attemptId === 'hangs') await new Promise(() => undefined);
  if (task.attemptId === 'waits') Atomics.wait(memory, 1, 0);
  return { kind: 'analysis', analysis };
}

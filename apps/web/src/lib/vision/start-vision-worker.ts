/** The bundler finds the worker by this very expression. `patient` puts up with a slow computer. */
export const startVisionWorker = (patient: boolean): Worker =>
  new Worker(new URL('./vision.worker.ts', import.meta.url), { type: 'module', name: patient ? 'patient' : 'vision' });

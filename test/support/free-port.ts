import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Workers that run beside each other draw from ports of their own. */
const WORKERS = 2;
const worker = Number(process.env['VITEST_POOL_ID'] ?? 0) % WORKERS;

/** A port that is free now, below the range that the system gives to clients, so that none takes it meanwhile. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + worker + WORKERS * randomInt(10_000 / WORKERS);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}

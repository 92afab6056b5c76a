import { vi } from 'vitest';

/**
 * Runs work by a clock of its own, for tests of a rhythm: server and simulated page live in this process and ask the same clock, which moves by what the work
 * says and not by how fast the machine is. Timers and the database keep theirs.
 * @param work gets what lets so many milliseconds pass at once
 */
export async function byOwnClock<T>(work: (pass: (ms: number) => void) => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  try {
    return await work((ms) => vi.setSystemTime(Date.now() + ms));
  } finally {
    vi.useRealTimers();
  }
}

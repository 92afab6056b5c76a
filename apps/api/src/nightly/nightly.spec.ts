import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Nightly, nightly } from './nightly.js';

/** Goes on when it is told to. */
const gate = () => {
  let open: (() => void) | undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open?.() };
};

describe('nightly work', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is done at the start, planned for each night, and waited for at the end', async () => {
    const { opened, open } = gate();
    const runs: Date[] = [];
    class OldThings {
      async run(now: Date): Promise<void> {
        runs.push(now);
        await opened;
      }
    }
    class Things {}
    const things = { module: Things, imports: [ScheduleModule.forRoot()], providers: nightly(OldThings) };
    const app = await NestFactory.createApplicationContext(things, { logger: false });
    await vi.waitFor(() => expect(runs).toHaveLength(1), { timeout: 30_000 });
    expect(runs[0]?.getTime()).toBeLessThanOrEqual(Date.now());
    const [job] = [...app.get(SchedulerRegistry).getCronJobs().values()];
    expect(job?.nextDate().hour).toBe(3);

    let closed = false;
    const closing = app.close().then(() => (closed = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(false);
    open();
    await closing;
    expect(runs).toHaveLength(1);
  });

  it('runs one at a time, and again after a failure, which is logged', async () => {
    const errors = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const { opened, open } = gate();
    const seen: string[] = [];
    const job = new Nightly('OldThings', {
      run: async () => {
        const night = seen.filter((line) => line.startsWith('begin')).length;
        seen.push(`begin ${String(night)}`);
        if (night === 0) await opened;
        seen.push(`end ${String(night)}`);
        if (night === 0) throw new Error('the disk is full');
      },
    });
    const both = [job.run(), job.run()];
    open();
    await Promise.all(both);
    expect(seen).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1']);
    expect(errors).toHaveBeenCalledOnce();
    expect(errors.mock.calls[0]?.[0]).toMatch(/tried again tomorrow.*the disk is full/);
  });
});

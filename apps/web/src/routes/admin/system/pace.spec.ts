import type { System } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { paceOf } from './pace.ts';

const calm: System = {
  status: 'ok',
  checks: { database: 'up', analysis: 'up' },
  engine: { name: 'onnxruntime', threads: 2 },
  queue: { waiting: 0, running: 1 },
  frames: { perSecond: 12, analysed: 900, dropped: 40, badPictures: 0, faults: 0 },
  cores: 2,
  startedAt: '2026-11-21T09:00:00.000Z',
  load: Array.from({ length: 30 }, (_, i) => ({ at: new Date(i * 5000).toISOString(), perSecond: 12, dropped: 0, waiting: 0 })),
};
const dropping = (step: number, dropped: number) => calm.load.map((point, i) => (i === step ? { ...point, dropped } : point));

describe('paceOf', () => {
  it('is content while nothing waits long, whatever was dropped long ago', () => {
    expect(paceOf(calm).tone).toBe('ok');
    expect(paceOf({ ...calm, load: dropping(3, 40) }).tone).toBe('ok');
    expect(paceOf({ ...calm, load: [] }).tone).toBe('ok');
  });

  it('says how many were dropped in the last minute', () => {
    expect(paceOf({ ...calm, load: dropping(29, 3) })).toMatchObject({ tone: 'act', title: 'Behind: 3 frames dropped in the last minute' });
    expect(paceOf({ ...calm, load: dropping(18, 1) }).title).toContain('1 frame dropped');
  });

  it('takes notice of a queue of more than five seconds of work', () => {
    expect(paceOf({ ...calm, queue: { waiting: 60, running: 2 } }).tone).toBe('ok');
    expect(paceOf({ ...calm, queue: { waiting: 61, running: 2 } })).toMatchObject({ tone: 'look', title: 'Falling behind' });
  });

  it('tells the start from a failure, and names what does not work', () => {
    const unavailable = { ...calm, status: 'unavailable' as const, checks: { database: 'down' as const, analysis: 'up' as const } };
    expect(paceOf(unavailable)).toMatchObject({ tone: 'act', title: 'Database: not working' });
    expect(paceOf({ ...unavailable, engine: { name: 'starting', threads: 2 } })).toMatchObject({ tone: 'look' });
  });
});

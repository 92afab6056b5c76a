import { describe, expect, it } from 'vitest';
import { opened, project } from './project.js';

const context = { attemptId: 'a', examId: 'e', userId: 'u', policyHash: 'p', pipelineId: 'i', engine: 'g', evidenceDays: 30 };
const seen = (distance: number, at = 1000) => ({ kind: 'identity_mismatch', at, severity: 0.3, measurements: { distance } }) as const;

describe('project', () => {
  it('opens as suspected, from when it was seen', () => {
    expect(opened('v', context, seen(0.8))).toMatchObject({
      state: 'suspected',
      confirmed: false,
      openedAt: new Date(1000),
      endedAt: null,
      policyHash: 'p',
    });
  });

  it('stays confirmed after it closed', () => {
    const confirmed = project(opened('v', context, seen(0.8)), 'confirmed', { ...seen(0.8), severity: 0.8 });
    const closed = project(confirmed, 'closed', { ...seen(0.3), severity: 0, endedAt: 5000 });
    expect(closed).toMatchObject({ state: 'closed', confirmed: true, severity: 0.8, endedAt: new Date(5000) });
  });

  it('keeps the measurements that prove it when the impostor has left', () => {
    const closed = project(opened('v', context, seen(0.8)), 'closed', seen(0.3));
    expect(closed.measurements).toEqual({ distance: 0.8 });
    expect(project(closed, 'escalated', seen(0.9)).measurements).toEqual({ distance: 0.9 });
  });

  it('takes the newest where no measurement is stronger', () => {
    const gap = { kind: 'telemetry_gap', at: 0, severity: 0.2, measurements: { silentSeconds: 15 } } as const;
    expect(project(opened('v', context, gap), 'closed', { ...gap, measurements: { silentSeconds: 90 } }).measurements).toEqual({
      silentSeconds: 90,
    });
  });

  it('says how many movements failed when they confirm it, though the pictures looked better by then', () => {
    const doubt = (score: number, failed: number) =>
      ({ kind: 'spoof_suspected', at: 0, severity: 0.3, measurements: { score, frames: 9, failed } }) as const;
    const confirmed = project(opened('v', context, doubt(26, 1)), 'confirmed', doubt(24, 2));
    expect(confirmed.measurements).toMatchObject({ failed: 2 });
  });

  it('never ends before it began', () => {
    expect(project(opened('v', context, seen(0.8, 9000)), 'closed', { ...seen(0.8), endedAt: 10 }).endedAt).toEqual(new Date(9000));
  });
});

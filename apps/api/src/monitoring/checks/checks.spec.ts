import { DEFAULT_POLICY, UNABLE, VIOLATIONS, type ViolationKind } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../violations/finding.js';
import { startChecks } from './index.js';
import type { Observation } from './observation.js';
import { stepChecks } from './step-checks.js';

function findingsOf(observations: readonly Observation[], policy = DEFAULT_POLICY): Finding[] {
  let checks = startChecks();
  const found: Finding[] = [];
  for (const observation of observations) {
    const step = stepChecks(checks, observation, policy);
    checks = step.checks;
    found.push(...step.findings);
  }
  return found;
}

const at = fc.integer({ min: 0, max: 300_000 });
const distance = fc.option(fc.double({ min: 0, max: 1.4, noNaN: true }));
const faces = fc.integer({ min: 0, max: 3 });
const unscorable = fc.constantFrom(null, 'pose' as const, 'no_face' as const, 'no_engine' as const, 'dark' as const);
const pose = fc.option(fc.record({ yaw: fc.double({ min: -2, max: 2, noNaN: true }), pitch: fc.double({ min: -1, max: 2, noNaN: true }) }));
const observation: fc.Arbitrary<Observation> = fc.oneof(
  fc.record({ type: fc.constant('sample' as const), at, faces, distance, unscorable, pose }),
  fc.record({
    type: fc.constant('frame' as const),
    at,
    faces,
    distance,
    unscorable,
    frameId: fc.uuid(),
    reliable: fc.boolean(),
    challenged: fc.boolean(),
    between: distance,
    repeat: fc.boolean(),
    screen: fc.constant(null),
  }),
  fc.record({ type: fc.constant('link' as const), at, heardAt: at, missing: fc.option(fc.constant({ from: 3, to: 9 })) }),
  fc.record({ type: fc.constant('challenge' as const), at, outcome: fc.constantFrom('answered' as const, 'missed' as const) }),
  fc.record({ type: fc.constant('challenge' as const), at, outcome: fc.constant('unable' as const), reason: fc.constantFrom(...UNABLE) }),
  fc.record({ type: fc.constant('device' as const), at, silentMs: at }),
  fc.record({ type: fc.constant('conflict' as const), at, seq: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ type: fc.constant('tick' as const), at }),
  fc.record({ type: fc.constant('stopped' as const), at, state: fc.constant('paused' as const) }),
);
const anything = fc.array(observation, { maxLength: 80 });

describe('all checks, whatever they are shown', () => {
  it('open before they confirm, confirm before they close, and have one violation of a kind open at a time', () => {
    fc.assert(
      fc.property(anything, (observations) => {
        const open = new Map<ViolationKind, { at: number; confirmed: boolean }>();
        for (const { kind, op, at: when, endedAt } of findingsOf(observations)) {
          const known = open.get(kind);
          if (op === 'open') {
            expect(known).toBeUndefined();
            open.set(kind, { at: when, confirmed: false });
            continue;
          }
          expect(known).toBeDefined();
          expect(when).toBeGreaterThanOrEqual(known?.at ?? Infinity);
          if (op === 'confirm') expect(known?.confirmed).toBe(false);
          if (op === 'close') {
            expect(endedAt).toBeGreaterThanOrEqual(known?.at ?? Infinity);
            expect(when).toBeGreaterThanOrEqual(endedAt ?? Infinity);
            open.delete(kind);
          } else open.set(kind, { at: when, confirmed: known?.confirmed === true || op === 'confirm' });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('measure what their kind is measured by, and weigh no more than it', () => {
    fc.assert(
      fc.property(anything, (observations) => {
        for (const { kind, measurements, severity } of findingsOf(observations)) {
          expect(VIOLATIONS[kind].measurements.safeParse(measurements).success).toBe(true);
          expect(severity).toBeLessThanOrEqual(VIOLATIONS[kind].severity);
        }
      }),
    );
  });

  it('take nobody for another person where the face cannot be scored', () => {
    fc.assert(
      fc.property(anything, (observations) => {
        const unscored = observations.map((one) => ('distance' in one ? { ...one, distance: null } : one));
        expect(findingsOf(unscored).filter(({ kind }) => kind === 'identity_mismatch')).toEqual([]);
      }),
    );
  });

  it('say nothing where the policy switches them off, and end what was open when the attempt stops', () => {
    const off = { on: false } as const;
    const policy = {
      ...DEFAULT_POLICY,
      identity: { ...DEFAULT_POLICY.identity, ...off },
      faceMissing: { ...DEFAULT_POLICY.faceMissing, ...off },
      multipleFaces: { ...DEFAULT_POLICY.multipleFaces, ...off },
      descriptorForged: { ...DEFAULT_POLICY.descriptorForged, ...off },
      telemetryGap: { ...DEFAULT_POLICY.telemetryGap, ...off },
      frameReplayed: { ...DEFAULT_POLICY.frameReplayed, ...off },
      lookingAway: { ...DEFAULT_POLICY.lookingAway, ...off },
    };
    const optional = new Set([
      'identity_mismatch',
      'face_missing',
      'multiple_faces',
      'descriptor_forged',
      'telemetry_gap',
      'frame_replayed',
      'looking_away',
    ]);
    fc.assert(
      fc.property(anything, (observations) => {
        expect(findingsOf(observations, policy).filter(({ kind }) => optional.has(kind))).toEqual([]);
        const stopped = findingsOf([...observations, { type: 'stopped', at: 400_000, state: 'submitted' }]);
        const count = (op: Finding['op']): number => stopped.filter((finding) => finding.op === op).length;
        expect(count('close')).toBe(count('open'));
      }),
    );
  });
});

const sample = (seconds: number, distanceNow: number | null, seen = 1): Observation => ({
  type: 'sample',
  at: seconds * 1000,
  faces: seen,
  distance: distanceNow,
  unscorable: null,
  pose: null,
});
const frame = (seconds: number, more: Partial<Extract<Observation, { type: 'frame' }>> = {}): Observation => ({
  type: 'frame',
  at: seconds * 1000,
  frameId: `frame-${String(seconds)}`,
  faces: 1,
  distance: 0.3,
  unscorable: null,
  reliable: false,
  challenged: false,
  between: null,
  repeat: false,
  screen: null,
  ...more,
});
const of = (kind: ViolationKind, observations: Observation[]): string[] =>
  findingsOf(observations)
    .filter((finding) => finding.kind === kind)
    .map(({ op, at: when, severity }) => `${op} ${String(when / 1000)} ${String(severity)}`);

describe('identity_mismatch', () => {
  it('is suspected at once and confirmed at three of five over ten seconds', () => {
    expect(of('identity_mismatch', [sample(0, 0.7), sample(2, 0.7), sample(4, 0.7)])).toEqual(['open 0 0.3']);
    expect(of('identity_mismatch', [sample(0, 0.7), sample(5, 0.7), sample(10, 0.7)])).toEqual(['open 0 0.3', 'confirm 10 0.8']);
    expect(of('identity_mismatch', [sample(0, 0.6), sample(5, 0.55)])).toEqual([]);
  });

  it('is confirmed by one frame of the server and its re-check, and not by a routine one without SSD', () => {
    const over = { distance: 0.8 };
    expect(of('identity_mismatch', [frame(0, over), frame(1, { ...over, challenged: true })])).toEqual(['open 0 0.3', 'confirm 1 0.8']);
    expect(of('identity_mismatch', [frame(0, over), frame(1, { ...over, reliable: true })])).toEqual(['open 0 0.3', 'confirm 1 0.8']);
    expect(of('identity_mismatch', [frame(0, over), frame(1, over)])).toEqual(['open 0 0.3', 'escalate 1 0.3']);
    expect(of('identity_mismatch', [frame(0, over), frame(1), frame(2, { ...over, challenged: true })])).toEqual([
      'open 0 0.3',
      'escalate 2 0.3',
    ]);
  });

  it('ends at its last offence once ten seconds have passed without one', () => {
    const found = findingsOf([sample(0, 0.7), sample(3, 0.7), sample(5, 0.3), { type: 'tick', at: 13_000 }, { type: 'tick', at: 13_001 }]);
    expect(found.at(-1)).toMatchObject({ op: 'close', at: 13_001, endedAt: 3000 });
    expect(found).toHaveLength(2);
  });
});

describe('face_missing', () => {
  it('is noted after 5 s, counts after 15 and more after 60', () => {
    const empty = Array.from({ length: 32 }, (_, i) => sample(i * 2, null, 0));
    expect(of('face_missing', empty)).toEqual(['open 6 0', 'confirm 16 0.2', 'escalate 60 0.4']);
    expect(of('face_missing', [sample(0, null, 0), sample(4, null, 0), sample(6, 0.3), sample(8, null, 0)])).toEqual([]);
  });

  it('is seen on the server’s own frames, whatever the page says', () => {
    const lies = [0, 10, 20].flatMap((seconds) => [frame(seconds, { faces: 0, distance: null }), sample(seconds + 1, 0.3)]);
    expect(of('face_missing', lies)).toEqual(['open 10 0', 'confirm 20 0.2']);
  });

  it('is not what a dark room or a covered lens shows', () => {
    const dark = { faces: 0, distance: null, unscorable: 'dark' } as const;
    const darkSample: Observation = { type: 'sample', at: 0, pose: null, ...dark };
    const room = Array.from({ length: 60 }, (_, i): Observation => (i % 5 === 0 ? frame(i * 2, dark) : { ...darkSample, at: i * 2000 }));
    expect(of('face_missing', room)).toEqual([]);
    expect(of('face_missing', [sample(0, null, 0), frame(40, dark), sample(80, null, 0), sample(84, null, 0)])).toEqual([]);
  });

  it('is seen on the server’s frames of a bright empty chair, also where the page says that it is dark', () => {
    const lies = [0, 10, 20].flatMap((seconds): Observation[] => [
      frame(seconds, { faces: 0, distance: null, unscorable: 'no_face' }),
      { type: 'sample', at: (seconds + 1) * 1000, pose: null, faces: 0, distance: null, unscorable: 'dark' },
    ]);
    expect(of('face_missing', lies)).toEqual(['open 10 0', 'confirm 20 0.2']);
  });

  it('is not what a broken engine says', () => {
    const broken = Array.from({ length: 20 }, (_, i): Observation => ({
      type: 'sample',
      at: i * 2000,
      faces: 0,
      distance: null,
      unscorable: 'no_engine',
      pose: null,
    }));
    expect(of('face_missing', broken)).toEqual([]);
  });
});

describe('identity_mismatch, looked at twice', () => {
  const other = { distance: 0.9 };
  it('takes both looks at one frame for one observation, and does not confirm on one picture', () => {
    const looks = [frame(0, other), frame(0, { ...other, reliable: true })];
    expect(of('identity_mismatch', looks).some((finding) => finding.startsWith('confirm'))).toBe(false);
    expect(of('identity_mismatch', [...looks, sample(11, 0.9)]).some((finding) => finding.startsWith('confirm'))).toBe(false);
  });
  it('confirms when the slow look at a second frame says it, too', () => {
    const found = of('identity_mismatch', [frame(0, other), frame(1, other), frame(1, { ...other, reliable: true })]);
    expect(found).toContain('confirm 1 0.8');
  });
});

describe('multiple_faces', () => {
  it('counts both looks at one frame once', () => {
    const quick = frame(0, { faces: 2 });
    const slow = frame(0, { faces: 2, reliable: true });
    expect(of('multiple_faces', [quick, slow, sample(2, 0.3, 2)])).not.toContain('confirm 2 0.6');
    expect(of('multiple_faces', [quick, slow, sample(1, 0.3, 2), sample(2, 0.3, 2)])).toContain('confirm 2 0.6');
  });

  it('is suspected on a lone claim, confirmed by three over two seconds or by two frames with SSD', () => {
    expect(of('multiple_faces', [sample(0, 0.3, 2)])).toEqual(['open 0 0.3']);
    expect(of('multiple_faces', [sample(0, 0.3, 2), sample(1, 0.3, 2), sample(2, 0.3, 2)])).toEqual(['open 0 0.3', 'confirm 2 0.6']);
    expect(of('multiple_faces', [frame(0, { faces: 2, reliable: true }), frame(1, { faces: 2, reliable: true })])).toEqual([
      'open 0 0.3',
      'confirm 1 0.6',
    ]);
  });

  it('is not taken back by the small detector, but by SSD', () => {
    const two = { faces: 2, reliable: true };
    expect(of('multiple_faces', [frame(0, two), frame(1), frame(2, two)])).toEqual(['open 0 0.3', 'confirm 2 0.6']);
    expect(of('multiple_faces', [frame(0, two), frame(1, { reliable: true }), frame(2, two)])).toEqual(['open 0 0.3', 'escalate 2 0.3']);
  });
});

describe('descriptor_forged', () => {
  it('takes two frames, and counts only where the server sees another person', () => {
    const lie = { between: 0.9, distance: 0.8 };
    expect(of('descriptor_forged', [frame(0, lie)])).toEqual([]);
    expect(of('descriptor_forged', [frame(0, lie), frame(1, lie)])).toEqual(['open 1 0.9', 'confirm 1 0.9']);
    expect(of('descriptor_forged', [frame(0, { between: 0.5 }), frame(1, { between: 0.5 })])).toEqual(['open 1 0']);
    expect(of('descriptor_forged', [frame(0, lie), frame(1, { between: 0.1 }), frame(2, lie)])).toEqual([]);
    expect(of('descriptor_forged', [frame(0, lie), frame(1, { between: null }), frame(2, lie)])).toEqual(['open 2 0.9', 'confirm 2 0.9']);
  });
});

describe('telemetry_gap', () => {
  const link = (seconds: number, heardSeconds: number, missing: { from: number; to: number } | null = null): Observation => ({
    type: 'link',
    at: seconds * 1000,
    heardAt: heardSeconds * 1000,
    missing,
  });

  it('is silence of fifteen seconds', () => {
    expect(of('telemetry_gap', [link(14, 0)])).toEqual([]);
    expect(of('telemetry_gap', [link(15, 0), link(16, 0), link(17, 16.5), { type: 'tick', at: 27_000 }])).toEqual([
      'open 15 0.2',
      'confirm 15 0.2',
      'close 27 0.2',
    ]);
  });

  it('is a number that never comes, not one that comes late', () => {
    const same = { from: 4, to: 9 };
    expect(of('telemetry_gap', [link(0, 0, same), link(29, 29, same)])).toEqual([]);
    expect(of('telemetry_gap', [link(0, 0, same), link(30, 30, same)])).toEqual(['open 30 0.2', 'confirm 30 0.2']);
    expect(of('telemetry_gap', [link(0, 0, same), link(20, 20, { from: 7, to: 9 }), link(40, 40, { from: 7, to: 12 })])).toEqual([]);
  });
});

describe('what the connection itself shows', () => {
  it('is a request left unanswered twice, until one is answered', () => {
    const outcome = (seconds: number, result: 'missed' | 'answered'): Observation => ({
      type: 'challenge',
      at: seconds * 1000,
      outcome: result,
    });
    expect(of('challenge_unanswered', [outcome(0, 'missed'), outcome(50, 'answered'), outcome(90, 'missed')])).toEqual([]);
    expect(
      of('challenge_unanswered', [outcome(0, 'missed'), outcome(50, 'missed'), { type: 'tick', at: 80_000 }, outcome(99, 'answered')]),
    ).toEqual(['open 50 0.4', 'confirm 50 0.4', 'close 99 0.4']);
  });

  it('is a request left unanswered, however often the page says in between that it has no picture', () => {
    const unable = (seconds: number): Observation => ({ type: 'challenge', at: seconds * 1000, outcome: 'unable', reason: 'still' });
    const missed = (seconds: number): Observation => ({ type: 'challenge', at: seconds * 1000, outcome: 'missed' });
    expect(of('challenge_unanswered', [0, 10, 30, 70, 150].map(unable))).toEqual([]);
    expect(of('challenge_unanswered', [missed(0), unable(10), unable(30), missed(70)])).toEqual(['open 70 0.4', 'confirm 70 0.4']);
  });

  it('is a page that says again and again that it has no picture: suspected from a minute on, until it shows one on request', () => {
    const said = (seconds: number): Observation => ({ type: 'challenge', at: seconds * 1000, outcome: 'unable', reason: 'hidden' });
    const shown = (seconds: number): Observation => ({ type: 'challenge', at: seconds * 1000, outcome: 'answered' });
    // a tab that is away for half a minute
    expect(of('picture_unavailable', [said(0), said(10), said(30), shown(45)])).toEqual([]);
    expect(of('picture_unavailable', [said(0), said(10), said(30), said(70), said(150), shown(160)])).toEqual([
      'open 70 0.2',
      'close 160 0.2',
    ]);
    // every second request answered is no way out, and what lies ten minutes back is forgiven
    expect(of('picture_unavailable', [said(0), shown(10), said(90), shown(100), said(180), shown(190)])).toEqual([
      'open 180 0.2',
      'close 190 0.2',
    ]);
    expect(of('picture_unavailable', [said(0), shown(10), said(400), shown(410), said(700), shown(710)])).toEqual([]);
  });

  it('is never confirmed by a page that has no picture, and not forgiven by one that does not answer', () => {
    const word = fc.record({ s: fc.integer({ min: 0, max: 3000 }), outcome: fc.constantFrom('unable' as const, 'answered' as const) });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const observations = words.map(({ s, outcome }): Observation =>
          outcome === 'unable'
            ? { type: 'challenge', at: s * 1000, outcome, reason: 'camera_off' }
            : { type: 'challenge', at: s * 1000, outcome },
        );
        expect(findingsOf(observations).filter(({ op }) => op === 'confirm')).toEqual([]);
      }),
    );
  });

  it('is another device, which counts only while the first was alive', () => {
    expect(of('second_session', [{ type: 'device', at: 1000, silentMs: 29_999 }])).toEqual(['open 1 0.7', 'confirm 1 0.7']);
    expect(of('second_session', [{ type: 'device', at: 1000, silentMs: 30_000 }])).toEqual(['open 1 0']);
  });

  it('is a number with two contents', () => {
    expect(of('sequence_conflict', [{ type: 'conflict', at: 1000, seq: 4 }])).toEqual(['open 1 0.4', 'confirm 1 0.4']);
  });
});

import { DEFAULT_POLICY, UNSCORABLE, VIOLATIONS, writeDescriptor, type Entry } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import { claimBytes, readClaim } from './frames/claim-bytes.js';
import { contentHash } from './intake/content-hash.js';
import { hintOf } from './observing/hint-of.js';
import { newestStream } from './memory/newest-stream.js';
import { sampleFacts } from './memory/observation-of.js';
import { replayObservations } from './memory/replay-observations.js';
import { startSight } from './memory/sight.js';
import { Strands } from './observing/strands.js';
import { studentQuestion } from './sitting/student-question.js';
import { suspicionAfter } from './observing/suspicion.js';

const descriptor = fc
  .float32Array({ minLength: 128, maxLength: 128, noNaN: true, noDefaultInfinity: true })
  .map((numbers) => writeDescriptor(numbers));
const claim = fc.record({
  faces: fc.integer({ min: 0, max: 50 }),
  unscorable: fc.constantFrom(null, ...UNSCORABLE),
  descriptor: fc.option(descriptor),
});
const pose = fc.option(fc.record({ yaw: fc.double({ min: -9, max: 9, noNaN: true }), pitch: fc.double({ min: -9, max: 9, noNaN: true }) }));

describe('claimBytes', () => {
  it('gives every claim back', () => {
    fc.assert(
      fc.property(claim, (one) => {
        expect(readClaim(claimBytes(one))).toEqual(one);
      }),
    );
  });
  it('refuses bytes that are none', () => {
    expect(() => readClaim(new Uint8Array(5))).toThrow(RangeError);
  });
});

describe('contentHash', () => {
  it('tells apart whatever differs', () => {
    const base: Entry = {
      type: 'frame',
      seq: 1,
      at: 5,
      claim: { faces: 1, unscorable: null, descriptor: null },
      jpeg: Uint8Array.of(1, 2),
    };
    const others: Entry[] = [
      { ...base, seq: 2 },
      { ...base, at: 6 },
      { ...base, jpeg: Uint8Array.of(1, 3) },
      { ...base, claim: { ...base.claim, faces: 2 } },
      { ...base, claim: { ...base.claim, pose: null } },
      { ...base, claim: { ...base.claim, pose: { yaw: 0.1, pitch: 0.5 } } },
      { ...base, claim: { ...base.claim, pose: { yaw: 0.1, pitch: 0.6 } } },
      { ...base, claim: { ...base.claim, descriptor: new Uint8Array(512) } },
      { type: 'sample', seq: 1, at: 5, claim: base.claim },
      { type: 'event', seq: 1, at: 5, event: 'visible', detail: '' },
      { type: 'answer', seq: 1, at: 5, questionId: v7(), value: 'x' },
      { type: 'message', seq: 1, at: 5, text: 'x' },
    ];
    const hashes = [base, ...others].map((entry) => contentHash(entry).toString('hex'));
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(contentHash({ ...base, jpeg: Uint8Array.of(1, 2) }).equals(contentHash(base))).toBe(true);
  });
});

describe('sampleFacts', () => {
  it('holds a distance that is a number, the pose, and no descriptor', () => {
    fc.assert(
      fc.property(claim, pose, (one, turned) => {
        const facts = sampleFacts({ ...one, pose: turned }, new Float32Array(128));
        expect(Object.keys(facts).sort()).toEqual(['distance', 'faces', 'pose', 'unscorable']);
        expect(facts.pose).toEqual(turned);
        expect(facts.distance === null).toBe(one.descriptor === null);
        if (facts.distance !== null) expect(Number.isFinite(facts.distance)).toBe(true);
      }),
    );
    expect(sampleFacts({ faces: 1, unscorable: null, descriptor: new Uint8Array(512) }, null).distance).toBeNull();
  });
});

describe('newestStream', () => {
  it('is the last minted of its lane, by id where the time is the same', () => {
    const info = (createdAt: number, lane: 'answers' | 'telemetry' = 'answers') => ({ lane, device: 'd', createdAt, head: 0, claimed: 0 });
    const streams = new Map([
      ['a', info(1)],
      ['c', info(2)],
      ['b', info(2)],
      ['d', info(9, 'telemetry')],
    ]);
    expect(newestStream(streams, 'answers')?.id).toBe('c');
    expect(newestStream(new Map(), 'answers')).toBeNull();
  });
});

describe('studentQuestion', () => {
  it('never says which option is right', () => {
    const body = { type: 'single_choice', prompt: 'One?', points: 2, options: ['a', 'b'], correct: 1 };
    expect(studentQuestion({ id: 'q', body })).toEqual({ id: 'q', type: 'single_choice', prompt: 'One?', points: 2, options: ['a', 'b'] });
  });
});

const over = (at: number) => ({ type: 'sample', at, faces: 1, distance: 0.9, unscorable: null, pose: null }) as const;

describe('replayObservations', () => {
  it('leaves open what the log says is open, and nothing else', () => {
    const log = { kind: 'identity_mismatch', openedAt: new Date(500), confirmed: false, severity: 0.3, measurements: {} } as const;
    const identity = (open: readonly (typeof log)[]) =>
      replayObservations([over(1000), over(2000)], open, DEFAULT_POLICY).find(({ kind }) => kind === 'identity_mismatch');
    expect(identity([])?.interval).toBeNull();
    expect(identity([log])?.interval).toMatchObject({ openedAt: 500, lastOffence: 2000, confirmed: false });
    const next = identity([log])?.step(over(11_001), DEFAULT_POLICY);
    expect(next?.findings.map(({ op }) => op)).toEqual(['confirm']);
  });
});

describe('hintOf and suspicionAfter', () => {
  const before = replayObservations([], [], DEFAULT_POLICY);
  const after = before.map((check) => check.step(over(1000), DEFAULT_POLICY).next);

  it('tell the student what to do, and never a number', () => {
    const sight = startSight(0);
    expect(hintOf(before, sight, 1000)).toBeNull();
    expect(hintOf(before, sight, 120_000)).toMatchObject({ kind: 'unseen' });
    expect(hintOf(after, sight, 120_000)).toEqual({ kind: 'identity_mismatch', text: VIOLATIONS.identity_mismatch.hint });
    for (const { hint } of Object.values(VIOLATIONS)) expect(hint ?? '').not.toMatch(/\d/);
  });

  it('ask for a frame while it could confirm something', () => {
    expect(suspicionAfter(before, after, over(1000))).toEqual({ open: true, fresh: true, hardening: false });
    expect(suspicionAfter(after, after, over(1000))).toEqual({ open: true, fresh: false, hardening: false });
    expect(suspicionAfter(before, before, over(1000))).toEqual({ open: false, fresh: false, hardening: false });
  });
});

describe('Strands', () => {
  it('keeps order within a name, also after a failure', async () => {
    const strands = new Strands();
    const seen: string[] = [];
    const slow = strands.run('a', async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      seen.push('a1');
      throw new Error('broken');
    });
    const next = strands.run('a', () => Promise.resolve(seen.push('a2')));
    const beside = strands.run('b', () => Promise.resolve(seen.push('b')));
    await expect(slow).rejects.toThrow('broken');
    await Promise.all([next, beside, strands.idle()]);
    expect(seen).toEqual(['b', 'a1', 'a2']);
  });
});

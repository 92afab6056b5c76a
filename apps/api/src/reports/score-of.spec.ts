import { VIOLATIONS, type Coverage, type ViolationView } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf, FORMULA, scoreOf } from './score-of.js';

const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
const violation = (over: Partial<ViolationView> = {}): ViolationView => ({
  id: 'v',
  attemptId: 'a',
  examId: 'e',
  position: 1,
  kind: 'identity_mismatch',
  state: 'closed',
  confirmed: true,
  severity: 0.8,
  openedAt: at(0),
  endedAt: at(60),
  measurements: {},
  policyHash: '',
  pipelineId: '',
  engine: '',
  evidence: [],
  verdict: null,
  ...over,
});
const verdict = (word: 'confirmed' | 'dismissed') => ({ verdict: word, reason: '', by: '', at: at(0) });
const hour = 3_600_000;
const coverage = (any: number, identity: number): Coverage => ({ any, identity, frames: { analysed: 0, notAnalysed: 0 } });

describe('scoreOf', () => {
  it('takes half the severity at once and the rest with the length', () => {
    expect(scoreOf([violation({ endedAt: at(0) })], 0, hour)).toBeCloseTo(0.4);
    expect(scoreOf([violation({ endedAt: at(30) })], 0, hour)).toBeCloseTo(0.6);
    expect(scoreOf([violation({ endedAt: at(600) })], 0, hour)).toBeCloseTo(0.8);
  });

  it('counts one that is still open up to now', () => {
    expect(scoreOf([violation({ state: 'confirmed', endedAt: null })], 30_000, hour)).toBeCloseTo(0.6);
  });

  it('leaves out what is only suspected and what a person dismissed', () => {
    expect(scoreOf([violation({ confirmed: false }), violation({ verdict: verdict('dismissed') })], 0, hour)).toBe(0);
    expect(scoreOf([violation({ verdict: verdict('confirmed') })], 0, hour)).toBeGreaterThan(0);
  });

  it('caps each kind, so that many small ones of a kind do not pile up', () => {
    const gaps = Array.from({ length: 50 }, () => violation({ kind: 'telemetry_gap', severity: 0.2 }));
    expect(scoreOf(gaps, 0, hour)).toBeCloseTo(2 * VIOLATIONS.telemetry_gap.severity);
  });

  it('is divided by the observed hours of a long exam, never multiplied in a short one', () => {
    expect(scoreOf([violation()], 0, 4 * hour)).toBeCloseTo(0.4);
    expect(scoreOf([violation()], 0, 60_000)).toBeCloseTo(0.8);
  });

  it('lies between 0 and 1 and never falls when something is added', () => {
    const any = fc.record({
      severity: fc.double({ min: 0, max: 0.8, noNaN: true }),
      seconds: fc.nat(500),
      kind: fc.constantFrom(...(['identity_mismatch', 'multiple_faces'] as const)),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), fc.nat(10 * hour), (all, observed) => {
        const made = all.map(({ severity, seconds, kind }) => violation({ severity, kind, endedAt: at(seconds) }));
        const score = scoreOf(made, 0, observed);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(scoreOf([...made, violation()], 0, observed)).toBeGreaterThanOrEqual(score);
      }),
    );
  });
});

describe('bandOf', () => {
  it.each([
    [0.39, 'look'],
    [0.4, 'review_first'],
    [0.1, 'look'],
    [0.09, 'clear'],
  ] as const)('a score of %d is %s', (score, band) => {
    expect(bandOf(score, coverage(1, 1), true, true)).toBe(band);
  });

  it('lifts clear to look where little was observed, and never further', () => {
    expect(bandOf(0, coverage(0.79, 0.79), true, true)).toBe('look');
    expect(bandOf(0, coverage(1, 0.79), true, true)).toBe('look');
    expect(bandOf(0, coverage(0, 0), true, true)).toBe('look');
  });

  it('holds nothing against who was not to be compared or never began', () => {
    expect(bandOf(0, coverage(1, 0), true, false)).toBe('clear');
    expect(bandOf(0, coverage(0, 0), false, true)).toBe('clear');
  });

  it('stands in words with its numbers', () => {
    for (const number of ['0.4', '0.1', '80 %', '60 s']) expect(FORMULA).toContain(number);
  });
});

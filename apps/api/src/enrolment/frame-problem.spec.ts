import type { FaceFinding, GateReason } from '@invigil/biometrics';
import { describe, expect, it } from 'vitest';
import { frameProblem } from './frame-problem.js';

const box = { x: 0, y: 0, width: 100, height: 100 };
const good: FaceFinding = { box, score: 0.9, gate: { scorable: true, reason: null }, descriptor: new Float32Array(128) };
const gated = (reason: GateReason): FaceFinding => ({ box, score: 0.9, gate: { scorable: false, reason } });

describe('frameProblem', () => {
  it('finds nothing wrong with one face that can be measured', () => {
    expect(frameProblem({ faces: [good], subject: good }, 1)).toBeNull();
  });

  it.each([
    ['cut_off', 'Sit in the middle'],
    ['small', 'Come closer'],
    ['pose', 'Look straight'],
    ['dark', 'Turn on a light'],
    ['blurred', 'Hold still'],
  ] as const)('says what to do when the face is %s', (reason, advice) => {
    const face = gated(reason);
    const problem = frameProblem({ faces: [face], subject: face }, 4);
    expect(problem).toContain('Frame 4: ');
    expect(problem).toContain(advice);
  });

  it('counts faces before it judges one, also a good one', () => {
    expect(frameProblem({ faces: [good, good], subject: good }, 1)).toContain('two faces');
    expect(frameProblem({ faces: [good, good, good], subject: good }, 1)).toContain('3 faces');
  });

  it('asks for a face where there is none', () => {
    expect(frameProblem({ faces: [], subject: null }, 2)).toContain('no face was found');
  });

  it('refuses a face without gate or descriptor', () => {
    const { descriptor, ...undescribed } = good;
    const { gate, ...unjudged } = good;
    expect(descriptor && gate).toBeTruthy();
    for (const face of [undescribed, unjudged])
      expect(frameProblem({ faces: [face], subject: face }, 1)).toContain('could not be measured');
  });
});

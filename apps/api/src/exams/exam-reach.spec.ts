import { ROLES } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { examReach } from './exam-reach.js';

describe('examReach', () => {
  it('lets an administrator run every exam', () => {
    expect(examReach('administrator', false, null)).toBe('run');
  });

  it('gives a student nothing, whatever rows are left over', () => {
    for (const owner of [true, false])
      for (const part of ['proctor', 'instructor', null] as const) expect(examReach('student', owner, part)).toBe('none');
  });

  it('lets instructors run what they own or were given, and only watch what they proctor', () => {
    expect(examReach('instructor', true, null)).toBe('run');
    expect(examReach('instructor', false, 'instructor')).toBe('run');
    expect(examReach('instructor', false, 'proctor')).toBe('watch');
    expect(examReach('instructor', false, null)).toBe('none');
  });

  it('never lets a proctor run an exam', () => {
    expect(examReach('proctor', true, 'instructor')).toBe('watch');
    expect(examReach('proctor', false, 'proctor')).toBe('watch');
    expect(examReach('proctor', false, null)).toBe('none');
  });

  it('shows a stranger nothing unless they administrate', () => {
    for (const role of ROLES) expect(examReach(role, false, null)).toBe(role === 'administrator' ? 'run' : 'none');
  });
});

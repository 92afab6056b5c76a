import { ROLES } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { mayOpen, pageRule } from './page-rules.js';

const whoMay = (path: string) => [null, ...ROLES].filter((role) => mayOpen(pageRule(path).access, role));
const everybody = [null, 'student', 'proctor', 'instructor', 'administrator'];

describe('who may open which page', () => {
  it.each([
    ['/', everybody],
    ['/login', everybody],
    ['/invite', everybody],
    ['/account', everybody.slice(1)],
    ['/enrol', everybody.slice(1)],
    ['/exam/4f', everybody.slice(1)],
    ['/exams', everybody.slice(2)],
    ['/proctor/4f', everybody.slice(2)],
    ['/review/4f/5f', everybody.slice(2)],
    ['/exams/new', everybody.slice(3)],
    ['/exams/4f/people', everybody.slice(3)],
    ['/portraits', everybody.slice(3)],
    ['/admin', everybody.slice(4)],
    ['/admin/audit', everybody.slice(4)],
  ])('%s', (path, may) => expect(whoMay(path)).toEqual(may));

  it('keeps a new page to people who are signed in, and tells anyone that a page does not exist', () => {
    expect(pageRule('/something-new').access).toBe('signed_in');
    expect(pageRule('/loginx').access).toBe('signed_in');
    expect(pageRule('/nowhere', false).access).toBe('anyone');
  });

  it('gives the exam the whole screen and the wall its full width', () => {
    expect(pageRule('/exam/4f').frame).toBe('bare');
    expect(pageRule('/proctor/4f').frame).toBe('wide');
    expect(pageRule('/exams').frame).toBe('page');
  });
});

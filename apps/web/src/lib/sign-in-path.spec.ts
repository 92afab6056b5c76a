import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeNext, signInPath } from './sign-in-path.js';

describe('the way over the sign-in page', () => {
  it('leads back, also with a query', () => {
    const path = signInPath('/exams/4f?tab=people');
    expect(path).toBe('/login?next=%2Fexams%2F4f%3Ftab%3Dpeople');
    expect(safeNext(new URL(path ?? '', 'http://x').searchParams.get('next'))).toBe('/exams/4f?tab=people');
  });
  it('does not lead from the sign-in page to itself', () => {
    expect(signInPath('/login?next=/a')).toBeNull();
    expect(signInPath('/')).toBe('/login');
    expect(safeNext('/login?next=/login')).toBe('/');
  });
  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
    '',
    null,
    '/\t/evil.example',
    ' /exams',
  ])('goes home instead of to %j', (next) => {
    expect(new URL(safeNext(next), 'http://here.invalid').origin).toBe('http://here.invalid');
    expect(safeNext(next)).not.toContain('//evil');
  });
  it('stays on this site whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('/', '\\', 'a', ':', '?', '#', '.', '\t', '\n', '@', '%') }), (next) => {
        expect(new URL(safeNext(`/${next}`), 'http://here.invalid').origin).toBe('http://here.invalid');
      }),
    );
  });
});

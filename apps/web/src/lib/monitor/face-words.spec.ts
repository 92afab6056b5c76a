import { describe, expect, it } from 'vitest';
import { faceInWords, viewInWords } from './face-words.ts';

describe('faceInWords', () => {
  it('says in a sign and in words what the colour says', () => {
    expect(faceInWords({ kind: 'known', name: 'Ann Lee', confidence: 83 })).toBe('✓ Ann Lee · 83 %');
    expect(faceInWords({ kind: 'known', name: null, confidence: 83 })).toBe('✓ Known person · 83 %');
    expect(faceInWords({ kind: 'unknown' })).toBe('? Unknown');
    expect(faceInWords({ kind: 'screen', confidence: 71 })).toBe('▭ Screen detected · 71 %');
    expect(faceInWords({ kind: 'unclear' })).toBe('… Looking');
  });
});

describe('viewInWords', () => {
  it('names who is known and counts the rest', () => {
    const unknown = { kind: 'unknown', name: null } as const;
    expect(viewInWords([{ kind: 'known', name: 'Ann' }, unknown, unknown, { kind: 'unclear', name: null }])).toBe('Ann, 2 unknown faces');
    expect(viewInWords([{ kind: 'known', name: null }, unknown])).toBe('a known person, an unknown face');
    expect(viewInWords([{ kind: 'screen', name: null }])).toBe('a face on a screen');
    expect(viewInWords([])).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import { actionInWords, detailInWords } from './audit-words.js';

describe('the log in words', () => {
  it('writes an action as a sentence begins', () => {
    expect(actionInWords('evidence.viewed')).toBe('Evidence viewed');
    expect(actionInWords('check_in.picture_viewed')).toBe('Check in picture viewed');
    expect(actionInWords('')).toBe('');
  });
  it('tells details and leaves out what says nothing', () => {
    expect(
      detailInWords({
        part: 'proctor',
        userId: '4f',
        addedMinutes: 5,
        reason: '',
        nested: {},
        gone: null,
        picture: 'bb924e60-dbea-42ff-88fe-0ccb630cf6d9',
      }),
    ).toBe('part: proctor · added minutes: 5');
    expect(detailInWords({})).toBe('');
  });
});

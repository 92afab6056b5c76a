import { describe, expect, it } from 'vitest';
import { minutesInWords, relativeTime, timeRange } from './format-time.js';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const plain = (text: string) => text.replace(/[\u00a0\u2009\u202f]/g, ' ');

describe('times in words', () => {
  it.each([
    [0, 'now'],
    [-999, 'now'],
    [-1000, '1 s ago'],
    [-59_999, '59 s ago'],
    [-60_000, '1 min ago'],
    [-3_599_999, '59 min ago'],
    [-3_600_000, '1 h ago'],
    [-86_400_000 * 3, '3 d ago'],
    [180_000, 'in 3 min'],
    [239_999, 'in 3 min'],
    [7_199_999, 'in 1 h 59 min'],
    [7_200_000, 'in 2 h'],
    [86_400_000 + 7_200_000, 'in 1 d 2 h'],
  ])('%i ms from now is "%s"', (distance, words) => expect(plain(relativeTime(NOW + distance, NOW))).toBe(words));

  it('names the date of a window once when it opens and closes on one day', () => {
    const day = timeRange('2026-11-20T12:00:00', '2026-11-20T14:00:00');
    expect(day.match(/2026/g)).toHaveLength(1);
    expect(plain(day)).toMatch(/^20 Nov 2026, 12:00\s?–\s?14:00$/);
    expect(timeRange('2026-11-20T12:00:00', '2026-11-22T14:00:00').match(/2026/g)).toHaveLength(2);
  });

  it.each([
    [0, '0 min'],
    [45, '45 min'],
    [60, '1 h'],
    [90, '1 h 30 min'],
    [1440, '24 h'],
  ])('%i minutes are "%s"', (minutes, words) => expect(minutesInWords(minutes)).toBe(words));
});

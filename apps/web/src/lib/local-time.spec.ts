import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayBegins, fromLocalInput, toLocalInput } from './local-time.js';

describe('times in fields', () => {
  it('has the form that the browser’s field takes', () => {
    expect(toLocalInput('2026-11-20T09:05:00Z')).toMatch(/^2026-11-\d\dT\d\d:05$/);
  });
  it('comes back as the same time on the reader’s clock, also where the clock is put back and shows an hour twice', () => {
    const date = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(date, (at) => {
        const shown = toLocalInput(at.toISOString());
        expect(toLocalInput(fromLocalInput(shown))).toBe(shown);
      }),
    );
  });
  it('is empty for an empty or broken field, so that the form can say so', () => {
    expect(toLocalInput('')).toBe('');
    expect(fromLocalInput('')).toBe('');
    expect(fromLocalInput('2026-13-45T99:99')).toBe('');
  });
});

describe('where a day begins', () => {
  it('is its first minute on the reader’s clock, and the end of the day before', () => {
    const date = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(date, (at) => {
        const day = toLocalInput(at.toISOString()).slice(0, 10);
        const begins = dayBegins(day);
        expect(toLocalInput(begins).slice(0, 10)).toBe(day);
        expect(toLocalInput(new Date(Date.parse(begins) - 1).toISOString()).slice(0, 10)).not.toBe(day);
        expect(dayBegins(toLocalInput(dayBegins(day, 1)).slice(0, 10))).toBe(dayBegins(day, 1));
      }),
    );
  });
  it('is empty for what is no day', () => {
    expect([dayBegins(''), dayBegins('2026-13-45'), dayBegins('yesterday', 1)]).toEqual(['', '', '']);
  });
});

import type { SecurityEvent } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { eventInWords, originInWords } from './event-words.ts';

const event = (changes: Partial<SecurityEvent>): SecurityEvent => ({
  id: '1',
  at: '2026-11-21T10:00:00.000Z',
  action: 'session.begun',
  by: 'you',
  device: 'Firefox on Linux',
  address: '192.0.2.1',
  detail: {},
  ...changes,
});

describe('eventInWords', () => {
  it.each([
    [event({ detail: { method: 'face' } }), 'Signed in with your face'],
    [event({ action: 'consent.given', detail: { kind: 'monitor' } }), 'Agreed to being recognised by the live monitor'],
    [event({ action: 'address.changed', detail: { to: 'a…@example.org' } }), 'Address changed to a…@example.org'],
    [event({ action: 'face.denied', detail: { reason: 'movements' } }), 'Face check failed: the head movements did not work'],
    [event({ action: 'face.denied' }), 'Face check failed: the face was not recognised'],
    [event({ action: 'something.new_happened' }), 'Something new happened'],
  ])('says what happened', (happened, words) => {
    expect(eventInWords(happened)).toBe(words);
  });
});

describe('originInWords', () => {
  it('says from where, or that it was the staff', () => {
    expect(originInWords(event({}))).toBe('Firefox on Linux · 192.0.2.1');
    expect(originInWords(event({ by: 'staff', device: '', address: '' }))).toBe('by the staff');
    expect(originInWords(event({ by: 'nobody', device: '' }))).toBe('192.0.2.1');
  });
});

import { describe, expect, it } from 'vitest';
import { toSecurityEvent } from './to-security-event.js';

const me = '0193e0f0-0000-7000-8000-000000000001';
const other = '0193e0f0-0000-7000-8000-000000000002';
const row = {
  id: '0193e0f0-0000-7000-8000-0000000000aa',
  actorId: me as string | null,
  action: 'session.begun',
  subjectType: 'session',
  subjectId: null,
  detail: {
    method: 'password',
    device: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    distance: 0.41,
    secretId: 'x',
    nested: { a: 1 },
  },
  address: '192.0.2.1',
  at: new Date('2026-11-21T10:00:00Z'),
};

describe('toSecurityEvent', () => {
  it('says what a person did, from where and with what, and nothing that measures them', () => {
    expect(toSecurityEvent(row, me)).toEqual({
      id: row.id,
      at: '2026-11-21T10:00:00.000Z',
      action: 'session.begun',
      by: 'you',
      device: 'Firefox on Linux',
      address: '192.0.2.1',
      detail: { method: 'password' },
    });
  });

  it('says of staff what they did, not from where', () => {
    const event = toSecurityEvent(
      { ...row, actorId: other, action: 'template.reset', detail: { reason: 'New glasses', device: 'Edge' } },
      me,
    );
    expect(event).toMatchObject({ by: 'staff', device: '', address: '', detail: { reason: 'New glasses' } });
  });

  it('keeps to the log why an account was closed', () => {
    const closed = { ...row, actorId: other, action: 'account.closed', detail: { reason: 'Left the university' } };
    expect(toSecurityEvent(closed, me).detail).toEqual({});
  });

  it('shows where a failed sign-in came from', () => {
    const refused = { ...row, actorId: null, action: 'session.refused', detail: { device: 'curl/8.5' } };
    expect(toSecurityEvent(refused, me)).toMatchObject({ by: 'nobody', device: 'A program (curl)', address: '192.0.2.1' });
  });
});

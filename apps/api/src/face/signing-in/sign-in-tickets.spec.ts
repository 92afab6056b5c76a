import { describe, expect, it } from 'vitest';
import { generatedUsername } from './generated-username.js';
import { SignInTickets } from './sign-in-tickets.js';

const proof = { runId: 'run', pipelineId: 'p', descriptors: [], frame: new Uint8Array(), screenConfidence: 0 };
const found = { userId: 'ann', name: null, holder: 'browser', proof };

describe('tickets between the search and the sign-in', () => {
  it('are good once, for the browser that did the tasks', () => {
    const tickets = new SignInTickets();
    const ticket = tickets.issue(found);
    expect(() => tickets.take(ticket, 'other')).toThrow('Begin again');
    expect(() => tickets.take(ticket, null)).toThrow('Begin again');
    expect(tickets.take(ticket, 'browser')).toMatchObject({ userId: 'ann' });
    expect(() => tickets.take(ticket, 'browser')).toThrow('Begin again');
  });
  it('are over after two minutes, and the oldest goes where there are too many', () => {
    let now = 0;
    const tickets = new SignInTickets(() => now);
    const late = tickets.issue(found);
    now = 120_000;
    expect(() => tickets.take(late, 'browser')).toThrow('Begin again');
    const first = tickets.issue(found);
    for (let i = 0; i < 200; i++) tickets.issue(found);
    expect(() => tickets.take(first, 'browser')).toThrow('Begin again');
  });
});

describe('a generated name', () => {
  it('is made of signs that nobody mistakes for another', () => {
    expect(generatedUsername(() => 0)).toBe('guest-aaaaaaaaaa');
    for (let i = 0; i < 50; i++) expect(generatedUsername()).toMatch(/^guest-[abcdefghjkmnpqrstuvwxyz2-9]{10}$/);
  });
});

import { describe, expect, it } from 'vitest';
import { waitAfter } from './delivery-pace.js';
import { deliveryProblem } from './delivery-problem.js';

describe('waitAfter', () => {
  it('waits twice as long each time, at most an hour, then gives up', () => {
    const waits = Array.from({ length: 14 }, (_, index) => waitAfter(index + 1));
    expect(waits.slice(0, 4)).toEqual([15_000, 30_000, 60_000, 120_000]);
    expect(Math.max(...waits.map((wait) => wait ?? 0))).toBe(3_600_000);
    expect(waits.at(-2)).toBe(3_600_000);
    expect(waits.at(-1)).toBeNull();
    expect(waitAfter(1000)).toBeNull();
  });
});

describe('deliveryProblem', () => {
  it('gives up only what the server will never take', () => {
    expect(deliveryProblem({ code: 'EENVELOPE', responseCode: 550, response: '550 unknown user' })).toMatchObject({ final: true });
    expect(deliveryProblem({ code: 'EENVELOPE', responseCode: 451 }).final).toBe(false);
    expect(deliveryProblem({ code: 'EMESSAGE', responseCode: 554 }).final).toBe(true);
    // A wrong password will be put right.
    expect(deliveryProblem({ code: 'EAUTH', responseCode: 535 }).final).toBe(false);
    expect(deliveryProblem(new Error('anything')).final).toBe(false);
  });

  it('names a certificate that is not trusted, which the transport calls a broken connection, and tries again', () => {
    const problem = deliveryProblem(Object.assign(new Error('self-signed certificate'), { code: 'ESOCKET' }));
    expect(problem).toEqual({ reason: expect.stringContaining('NODE_EXTRA_CA_CERTS') as string, final: false });
  });

  it('quotes the server, but no link that it repeats and not without end', () => {
    const response = `554 spam: https://exams.example.org/reset#secret-token\r\n(exams.example.org) ${'x'.repeat(500)}`;
    const { reason } = deliveryProblem({ code: 'EMESSAGE', responseCode: 554, response });
    expect(reason).toContain('554 spam: [link]');
    expect(reason).not.toContain('secret-token');
    expect(reason.length).toBeLessThan(300);
  });
});

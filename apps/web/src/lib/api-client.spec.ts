import { describe, expect, it, vi } from 'vitest';
import { ApiClient } from './api-client.js';
import { oneTabAtATime } from './one-tab-at-a-time.js';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const HOUR = 3_600_000;
type Answer = Response | Error | ((call: string) => Response | Promise<Response>);

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { date: new Date(NOW).toUTCString() } });
const unauthenticated = () =>
  json(401, { status: 'error', message: 'Not authenticated', error: { code: 'UNAUTHENTICATED', message: 'Not authenticated' } });
const session = (expires: number) => json(200, { status: 'success', email: 'ann@example.org', expiresAt: new Date(expires).toISOString() });

/** A browser with some tabs: one storage and the real Web Locks for all of them, and a server that answers by a table. */
function browser(answers: Record<string, Answer | Answer[]>) {
  const calls: string[] = [];
  const stored = new Map<string, string>();
  let now = NOW;
  const onSignedOut = vi.fn();
  const tab = () =>
    new ApiClient({
      fetch: async (path, init) => {
        const call = `${init?.method} ${path as string}`;
        calls.push(call);
        const row = answers[call];
        const answer = Array.isArray(row) ? row.shift() : row;
        if (answer === undefined) throw new Error(`unexpected ${call}`);
        if (answer instanceof Error) throw answer;
        return typeof answer === 'function' ? answer(call) : answer.clone();
      },
      storage: {
        getItem: (key) => stored.get(key) ?? null,
        setItem: (key, value) => void stored.set(key, value),
        removeItem: (key) => void stored.delete(key),
      },
      alone: oneTabAtATime,
      now: () => now,
      onSignedOut,
    });
  return { tab, calls, onSignedOut, pass: (ms: number) => (now += ms) };
}

describe('ApiClient', () => {
  it('gives the data, and throws the sentence and the code of a refusal', async () => {
    const { tab } = browser({
      'GET /api/exams': json(200, [{ id: 'e' }]),
      'DELETE /api/exams/e': new Response(null, { status: 204 }),
      'POST /api/exams': json(409, { status: 'error', message: 'x', error: { code: 'CONFLICT', message: 'Give it another title.' } }),
    });
    expect(await tab().get('/api/exams')).toEqual([{ id: 'e' }]);
    expect(await tab().delete('/api/exams/e')).toBeUndefined();
    await expect(tab().post('/api/exams', {})).rejects.toMatchObject({ code: 'CONFLICT', message: 'Give it another title.', status: 409 });
  });

  it('says so when no answer comes, or one that is not ours', async () => {
    const { tab, onSignedOut } = browser({ 'GET /a': new TypeError('Failed to fetch'), 'GET /b': new Response('<html>', { status: 502 }) });
    await expect(tab().get('/a')).rejects.toMatchObject({ code: 'OFFLINE', status: 0 });
    await expect(tab().get('/b')).rejects.toMatchObject({ code: 'INTERNAL', status: 502 });
    expect(onSignedOut).not.toHaveBeenCalled();
  });

  it('refreshes once after a 401 and asks again', async () => {
    const { tab, calls } = browser({ 'GET /a': [unauthenticated(), json(200, 'yes')], 'POST /auth/refresh': session(NOW + HOUR) });
    expect(await tab().get('/a')).toBe('yes');
    expect(calls).toEqual(['GET /a', 'POST /auth/refresh', 'GET /a']);
  });

  it('shares one refresh among calls and among tabs', async () => {
    let signedIn = false;
    const open = () => (signedIn ? json(200, 'yes') : unauthenticated());
    const { tab, calls } = browser({
      'GET /a': open,
      'POST /auth/refresh': async () => {
        await Promise.resolve();
        signedIn = true;
        return session(NOW + HOUR);
      },
    });
    const [one, two] = [tab(), tab()];
    expect(await Promise.all([one.get('/a'), one.get('/a'), two.get('/a'), two.get('/a')])).toEqual(['yes', 'yes', 'yes', 'yes']);
    expect(calls.filter((call) => call === 'POST /auth/refresh')).toHaveLength(1);
  });

  it('refreshes before the token expires, by the server’s clock and not by its own', async () => {
    // the server is an hour ahead of this machine
    const ahead = new Response(JSON.stringify({ email: 'a', expiresAt: new Date(NOW + 2 * HOUR).toISOString() }), {
      headers: { date: new Date(NOW + HOUR).toUTCString() },
    });
    const { tab, calls, pass } = browser({
      'POST /auth/login': ahead,
      'GET /a': json(200, 1),
      'POST /auth/refresh': session(NOW + 2 * HOUR),
    });
    const client = tab();
    await client.post('/auth/login', {}, { session: false });
    await client.get('/a');
    pass(HOUR - 60_000);
    await client.get('/a');
    expect(calls).not.toContain('POST /auth/refresh');
    pass(31_000);
    await client.get('/a');
    expect(calls.slice(-2)).toEqual(['POST /auth/refresh', 'GET /a']);
  });

  it('leads to the sign-in page when the session is over, unless the caller wants to know', async () => {
    const { tab, onSignedOut } = browser({ 'GET /a': unauthenticated, 'POST /auth/refresh': unauthenticated });
    await expect(tab().get('/a', { redirect: false })).rejects.toMatchObject({ status: 401 });
    expect(onSignedOut).not.toHaveBeenCalled();
    await expect(tab().get('/a')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(onSignedOut).toHaveBeenCalledTimes(1);
  });

  it('keeps the session when the refresh itself does not get through', async () => {
    const { tab, onSignedOut } = browser({
      'GET /a': unauthenticated,
      'POST /auth/refresh': [new TypeError('Failed to fetch'), json(503, {})],
    });
    await expect(tab().get('/a')).rejects.toMatchObject({ code: 'OFFLINE' });
    await expect(tab().get('/a')).rejects.toMatchObject({ status: 503 });
    expect(onSignedOut).not.toHaveBeenCalled();
  });

  it('takes a wrong password as an answer and not as the end of a session', async () => {
    const { tab, calls, onSignedOut } = browser({ 'POST /auth/login': unauthenticated });
    await expect(tab().post('/auth/login', {}, { session: false })).rejects.toMatchObject({ status: 401 });
    expect(calls).toEqual(['POST /auth/login']);
    expect(onSignedOut).not.toHaveBeenCalled();
  });
});

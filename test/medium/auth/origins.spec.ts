import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSENT_VERSIONS } from '@invigil/shared';
import { browserClient, programClient, type BrowserClient } from '../../support/http.js';
import { browserOf, PASSWORD, setUpAdministrator } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const email = 'admin@example.org';
const consent = { kind: 'exam', version: CONSENT_VERSIONS.exam };
const FOREIGN = ['https://evil.example', 'null', 'http://localhost:1', 'http://localhost.evil.example'];

describe('requests from other sites', () => {
  let server: TestApp;
  let own: BrowserClient;
  beforeAll(async () => {
    server = await startTestApp();
    await setUpAdministrator(server, email);
    own = await browserOf(server, email);
  });
  afterAll(() => server.close());

  /** The same cookies, as a page of another site would send them. */
  const from = (origin: string): BrowserClient => {
    const foreign = browserClient(server.url, { origin, site: 'cross-site' });
    for (const [name, value] of own.cookies) foreign.cookies.set(name, value);
    return foreign;
  };

  it.each(FOREIGN)('cannot write with our cookies: %s', async (origin) => {
    const foreign = from(origin);
    expect((await foreign.post('/auth/consents', consent)).status).toBe(403);
    expect((await foreign.delete('/auth/consents/exam')).status).toBe(403);
    expect((await foreign.post('/auth/prove', { password: PASSWORD })).status).toBe(403);
  });

  it.each(['/student', '/proctor', '/monitor'])('open no socket at %s, with our cookies or with a token', async (namespace) => {
    const cookie = own.cookieHeader();
    const token = own.cookies.get('invigil_access') ?? '';
    const opens = async (extraHeaders: Record<string, string>, auth = {}): Promise<boolean> => {
      const options = { transports: ['websocket'], forceNew: true, reconnection: false };
      const socket = io(server.url + namespace, { ...options, extraHeaders, auth });
      const connected = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true));
        socket.once('connect_error', () => resolve(false));
      });
      socket.disconnect();
      return connected;
    };
    for (const origin of FOREIGN) {
      expect(await opens({ origin, cookie }), origin).toBe(false);
      expect(await opens({ origin }, { token }), origin).toBe(false);
    }
    expect(await opens({ origin: server.url, cookie })).toBe(true);
    // a program says nothing of where it comes from, and browsers always do
    expect(await opens({}, { token })).toBe(true);
  });

  it('cannot sign in, up or out, refresh or set up in our name', async () => {
    const foreign = from('https://evil.example');
    for (const path of ['/auth/login', '/auth/signup', '/auth/refresh', '/auth/logout', '/api/setup']) {
      const answer = await foreign.post(path, { email, password: PASSWORD, name: 'Eve', token: 'x' });
      expect([path, answer.status]).toEqual([path, 403]);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect((await own.get('/auth/profile')).status).toBe(200);
  });

  it('are refused without an Origin too, also when they do not say that they come from a browser', async () => {
    const headers = { cookie: own.cookieHeader(), 'content-type': 'application/json' };
    const browsers: Record<string, string>[] = [{}, { 'sec-fetch-site': 'same-origin' }];
    for (const more of browsers) {
      for (const path of ['/auth/consents', '/auth/logout']) {
        const { status } = await fetch(server.url + path, {
          method: 'POST',
          headers: { ...headers, ...more },
          body: JSON.stringify(consent),
        });
        expect(status).toBe(403);
      }
    }
  });

  it('are no matter for our own page, nor for programs with a Bearer token', async () => {
    expect((await own.post('/auth/consents', consent)).status).toBe(201);
    const token = own.cookies.get('invigil_access');
    expect((await programClient(server.url, token).post('/auth/consents', consent)).status).toBe(201);
  });

  it('may open a page: reading by cookie needs no Origin', async () => {
    expect((await from('https://evil.example').get('/auth/profile')).status).toBe(200);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '@invigil/shared';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { browserOf, setUpAdministrator } from '../../support/people.js';
import type { BrowserClient } from '../../support/http.js';
import { account } from '../../support/staffed-exam.js';

/** What anybody may call. A route that stands neither here nor behind a sign-in fails the test: whoever adds one decides. */
const PUBLIC = [
  'GET /api/settings/public',
  'GET /api/setup',
  'POST /api/setup',
  'POST /auth/login',
  'POST /auth/logout',
  'POST /auth/refresh',
  'POST /auth/signup',
  'POST /auth/password/forgot',
  'POST /auth/password/reset',
  'POST /auth/second-factor',
  'POST /auth/second-factor/passkey/options',
  'POST /auth/passkeys/sign-in',
  'POST /auth/passkeys/sign-in/options',
  'POST /api/invitations/preview',
  'POST /api/liveness',
  'GET /api/liveness/{id}',
  'POST /api/liveness/{id}/frames',
  'POST /api/upload/verification',
  'POST /api/auth/face-verification',
];

/** Writes nothing and looks at no cookie: the token in the body is all. */
const COOKIELESS = ['POST /api/invitations/preview'];

/** Who may call what, besides being signed in; the first row that fits decides, and what fits none is for every role. */
const RULES: readonly [RegExp, readonly Role[]][] = [
  [/^\w+ \/api\/(audit|settings|mails|people|monitor|system)\b(?!\/public)/, ['administrator']],
  [/^\w+ \/api\/portraits\b/, ['instructor', 'administrator']],
  [/^GET \/api\/exams$/, ['proctor', 'instructor', 'administrator']],
  [/^GET \/api\/exams\/\{id\}\/report$/, ROLES],
  [/^\w+ \/api\/exams\b/, ['instructor', 'administrator']],
  [/^POST \/api\/invitations\/claim$/, ['student']],
  [/^\w+ \/api\/my\b/, ['student']],
];
const NOBODY = '00000000-0000-7000-8000-000000000000';
const NOT_YOURS = 'Your account may not do this.';

interface Route {
  /** `POST /api/exams/{id}`, as the document names it. */
  name: string;
  method: string;
  path: string;
}

describe('every route of the document', () => {
  let server: TestApp;
  let routes: Route[];
  let own: BrowserClient;
  beforeAll(async () => {
    server = await startTestApp();
    await setUpAdministrator(server);
    own = await browserOf(server, 'admin@example.org');
    const document = (await (await fetch(`${server.url}/api/docs.json`)).json()) as { paths: Record<string, object> };
    routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path: path.replace(/\{\w+\}/g, NOBODY),
      })),
    );
  });
  afterAll(() => server.close());

  const call = ({ method, path }: Route, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(server.url + path, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
      ...(method === 'GET' ? {} : { body: '{}' }),
    });

  it('is there to be looked at', () => {
    expect(routes.length).toBeGreaterThan(90);
    const names = routes.map(({ name }) => name);
    expect(PUBLIC.filter((name) => !names.includes(name))).toEqual([]);
    expect(RULES.filter(([pattern]) => !names.some((name) => pattern.test(name)))).toEqual([]);
  });

  it('asks for a sign-in, but for those that anybody may call', async () => {
    const open: string[] = [];
    for (const route of routes) {
      const { status } = await call(route);
      if (status !== 401 || PUBLIC.includes(route.name)) open.push(route.name);
    }
    expect(open.sort()).toEqual([...PUBLIC].sort());
  });

  it('refuses tokens that are none', async () => {
    for (const route of routes.filter(({ name }) => !PUBLIC.includes(name))) {
      const { status } = await call(route, { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.' });
      expect([route.name, status]).toEqual([route.name, 401]);
    }
  });

  it.each(ROLES)('is refused to a %s unless it is for them', async (role) => {
    for (const route of routes.filter(({ name }) => !PUBLIC.includes(name))) {
      // A call may end the session or the account that makes it, so that each has its own.
      const { token } = await account(server, role, `${role}-caller`);
      const response = await call(route, { authorization: `Bearer ${token}` });
      const refused = response.status === 403 && (await response.text()).includes(NOT_YOURS);
      const allowed = RULES.find(([pattern]) => pattern.test(route.name))?.[1] ?? ROLES;
      expect([route.name, response.status === 401, refused]).toEqual([route.name, false, !allowed.includes(role)]);
    }
  });

  it.each([
    ['a foreign page', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a page without an address', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['a page that names none', { 'sec-fetch-site': 'same-origin' }],
    ['something that says nothing of itself', {}],
  ])('writes nothing with our cookies for %s', async (_, headers) => {
    const passed: string[] = [];
    for (const route of routes.filter(({ method }) => method !== 'GET')) {
      const response = await call(route, { ...headers, cookie: own.cookieHeader() });
      if (response.status !== 403) passed.push(route.name);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    expect(passed).toEqual(COOKIELESS);
    expect((await own.get('/auth/profile')).status).toBe(200);
  });
});

import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSENT_KINDS, CONSENT_VERSIONS, writeDescriptor } from '@invigil/shared';
import { TemplatesService } from '../../apps/api/src/enrolment/templates.service.js';
import { browserClient } from '../support/http.js';
import { dataUrl, goodEnrolment } from '../support/enrolment.js';
import { PASSWORD, setUpAdministrator, signUp, type Someone } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { facePhoto } from '@invigil/biometrics/samples';

const WRONG_PASSWORD = 'canary-password-4711';
const NEXT_PASSWORD = 'canary next password 4712';

/** The ways in which the numbers of a face could be written down by accident. */
function spellings(numbers: readonly number[]): string[] {
  const bytes = Buffer.from(writeDescriptor(Float32Array.from(numbers)));
  const big = Buffer.from(bytes).swap32();
  const inText = numbers.slice(0, 16).flatMap((value) => [JSON.stringify(value), JSON.stringify(Math.fround(value)), value.toFixed(6)]);
  // The middle of each: no padding, and wherever the text begins one of three shifts is there.
  const base64 = [0, 1, 2].map((shift) => bytes.subarray(shift, 60).toString('base64').slice(0, 60));
  const long = (text: string): boolean => text.replace(/^-?0\.0*/, '').length >= 6;
  return [...inText.filter(long), ...base64, bytes.subarray(0, 16).toString('hex'), big.subarray(0, 16).toString('hex')];
}

describe('a canary', () => {
  let server: TestApp;
  let administrator: Someone;
  let instructor: Someone;
  beforeAll(async () => {
    server = await startTestApp();
    administrator = await setUpAdministrator(server);
    instructor = await signUp(server, 'ines@example.org', 'instructor', administrator);
  });
  afterAll(() => server.close());

  /** Every row of every table, as text: bytes as hex. */
  async function wholeDatabase(): Promise<string> {
    const tables = await server.dataSource.query<{ name: string }[]>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const texts = await Promise.all(
      tables.map(async ({ name }) => JSON.stringify(await server.dataSource.query<unknown[]>(`SELECT t::text FROM ${name} t`))),
    );
    return texts.join('\n');
  }

  it('sings nowhere: no number of a face, no password, no token, no secret in logs, answers, pages or the database', async () => {
    const person = await signUp(server, 'canary@example.org');
    const body = await goodEnrolment(server);
    const told: string[] = [];
    const heard = async (answer: Promise<{ body: unknown; headers: Headers }>): Promise<void> => {
      const { body: said, headers } = await answer;
      told.push(typeof said === 'string' ? said : JSON.stringify(said), JSON.stringify([...headers]));
    };

    for (const kind of CONSENT_KINDS) await heard(person.post('/auth/consents', { kind, version: CONSENT_VERSIONS[kind] }));
    await heard(person.post('/auth/profile/image', { ...body, image: body.frames?.[0] }));
    const template = await server.app.get(TemplatesService).forMatching(person.id);
    expect(template).not.toBeNull();
    const faces = [...spellings(body.faceDescriptor), ...spellings([...(template?.descriptor ?? [])])];
    expect(faces.length).toBeGreaterThan(20);
    // What finds a leak must find one: the owner's own call is the one place where the numbers stand.
    const own = JSON.stringify((await person.get('/auth/profile/face-descriptor')).body);
    expect(faces.some((spelling) => own.includes(spelling))).toBe(true);

    const totp = await person.post<{ secret: string; uri?: string }>('/auth/totp');
    expect(totp.status).toBe(201);
    const image = dataUrl(await facePhoto('student', { variant: 30 }));
    for (const path of [
      '/auth/profile',
      '/auth/sessions',
      '/auth/consents',
      '/auth/stored',
      '/auth/privacy',
      '/auth/second-factor',
      '/api/events',
    ])
      await heard(person.get(path));
    await heard(person.post('/auth/profile/image', body));
    await heard(person.post('/auth/profile/image', { ...body, faceDescriptor: [...body.faceDescriptor, 1] }));
    await heard(person.post('/auth/profile/image', { ...body, frames: [image.slice(0, 200), 'x', 'y'] }));
    await heard(person.post('/auth/profile/image', { ...body, faceDescriptor: { numbers: body.faceDescriptor } }));
    await heard(person.post('/auth/profile/image', JSON.stringify(body).slice(0, -20)));
    await heard(person.post('/api/verify-face', { image }));
    await heard(person.post('/api/verify-face', { image, liveness: person.token, faceDescriptor: body.faceDescriptor }));
    await heard(person.post('/api/facematch', { image, faceDescriptor: body.faceDescriptor }));
    await heard(person.post('/api/auth/face-verification', { ticket: 'x', vectorId: person.id, faceDescriptor: body.faceDescriptor }));
    await heard(person.get('/api/files/list'));
    await heard(person.post('/auth/login', { email: person.email, password: WRONG_PASSWORD }));
    await heard(person.post('/auth/login', `{"email":"${person.email}","password":"${WRONG_PASSWORD}`));
    await heard(person.post('/auth/login', { email: person.email, password: { is: WRONG_PASSWORD } }));
    await heard(person.post('/auth/signup', { email: 'nowhere', password: WRONG_PASSWORD }));
    const changed = person.post('/auth/password', { password: NEXT_PASSWORD });
    await heard(changed);
    expect((await changed).status).toBe(200);
    await heard(person.post('/auth/totp/confirm', { totp: totp.body.secret, code: totp.body.secret }));
    await heard(person.post('/auth/refresh', { refreshToken: `${person.refreshToken}x` }));
    await heard(person.get(`/api/events?cursor=${person.token}`));
    for (const path of ['/api/people', '/api/audit?limit=200', '/api/mails', '/api/settings', '/api/system', '/api/monitor/people'])
      await heard(administrator.get(path));
    await heard(instructor.get('/api/portraits'));
    await heard(instructor.get(`/api/portraits/${person.id}/image`));
    for (const page of ['/', '/login', '/account', '/enrol', '/nowhere', '/metrics', '/health/ready', '/api/docs.json'])
      await heard(person.get(page));

    const browser = browserClient(server.url);
    const signedIn = browser.post('/auth/login', { email: person.email, password: NEXT_PASSWORD });
    // Its cookies are where tokens belong: its body is what must hold none.
    told.push(JSON.stringify((await signedIn).body));
    expect((await signedIn).status).toBe(200);
    for (const namespace of ['/student', '/proctor', '/monitor', '/nowhere']) {
      const socket = io(server.url + namespace, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { cookie: browser.cookieHeader(), origin: server.url },
        auth: { token: person.token },
      });
      socket.onAny((...said: unknown[]) => told.push(JSON.stringify(said)));
      await new Promise<void>((resolve) => {
        socket.on('connect', resolve);
        socket.on('connect_error', (error) => {
          told.push(error.message);
          resolve();
        });
      });
      // Not as a message of ours looks, so that it is refused whatever the namespace expects.
      if (socket.connected)
        await socket
          .timeout(30_000)
          .emitWithAck('join', { token: person.token, faceDescriptor: body.faceDescriptor })
          .then((said: unknown) => told.push(JSON.stringify(said)))
          .catch(() => undefined);
      socket.disconnect();
    }

    const logged = server.logs.join('');
    const stored = await wholeDatabase();
    expect(logged).toContain('/auth/profile/image');
    expect(stored).toContain('canary@example.org');
    const cookies = [...browser.cookies].filter(([name]) => /access|refresh/.test(name)).map(([, value]) => value);
    const secrets = [PASSWORD, WRONG_PASSWORD, NEXT_PASSWORD, person.token, person.refreshToken, totp.body.secret, ...cookies];
    const all = [...faces, ...secrets, ...secrets.map((secret) => Buffer.from(secret).toString('hex'))];
    const sings = (place: string): string[] => all.filter((canary) => place.includes(canary)).map((canary) => canary.slice(0, 6));
    expect(sings(logged)).toEqual([]);
    expect(sings(told.join('\n'))).toEqual([]);
    expect(sings(stored)).toEqual([]);
  });
});

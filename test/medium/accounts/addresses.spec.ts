import { DEFAULT_SETTINGS, type Profile, type StudentExam } from '@invigil/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { body, invite, makeExam, tokenOf } from '../../support/exam-desk.js';
import { programClient, type Client } from '../../support/http.js';
import { kindsTo, linkTo, mailedToken } from '../../support/mails.js';
import { PASSWORD, setUpAdministrator, signUp, type Someone } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

type Refusal = { error?: { code: string }; message: string };

describe('addresses of accounts', () => {
  let server: TestApp;
  let administrator: Someone;
  let instructor: Someone;
  beforeAll(async () => {
    server = await startTestApp();
    administrator = await setUpAdministrator(server);
    instructor = await signUp(server, 'ines@example.org', 'instructor', administrator);
  });
  afterAll(() => server.close());

  const confirm = (person: Client, token: string) => person.post<Refusal & { email?: string }>('/auth/confirm', { token });
  const isVerified = async (person: Client) => (await person.get<Profile>('/auth/profile')).body.verified;
  const examsOf = async (person: Client) => (await body(person.get<StudentExam[]>('/api/my/exams'))).map(({ title }) => title);
  const onRoster = (examId: string, email: string) =>
    body(instructor.post(`/api/exams/${examId}/roster`, { people: [{ email, name: 'Somebody' }] }));

  it('asks by mail at sign-up, and is confirmed once, by whoever has signed in too', async () => {
    const ann = await signUp(server, 'ann@example.org');
    const other = await signUp(server, 'other@example.org');
    expect(await isVerified(ann)).toBe(false);
    expect(await linkTo(server, 'ann@example.org', 'confirm-address')).toMatch(`${server.url}/confirm#`);
    const token = await mailedToken(server, 'ann@example.org', 'confirm-address');
    expect((await confirm(programClient(server.url), token)).status).toBe(401);
    expect((await confirm(other, token)).status).toBe(403);
    expect(await isVerified(other)).toBe(false);
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(ann, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(410)]);
    expect(answers.find(({ status }) => status === 410)?.body.error?.code).toBe('LINK_EXPIRED');
    expect(await isVerified(ann)).toBe(true);
    expect((await ann.post('/auth/confirm/resend')).status).toBe(409);
  });

  it('takes no link that is too old or for something else, and sends a new one, so many times', async () => {
    const bea = await signUp(server, 'bea@example.org');
    const old = await mailedToken(server, 'bea@example.org', 'confirm-address');
    await server.dataSource.query(`UPDATE account_links SET expires_at = now() WHERE user_id = $1`, [bea.id]);
    expect((await confirm(bea, old)).status).toBe(410);
    await programClient(server.url).post('/auth/password/forgot', { email: 'bea@example.org' });
    expect((await confirm(bea, await mailedToken(server, 'bea@example.org', 'reset-password'))).status).toBe(410);
    expect((await bea.post('/auth/confirm/resend')).status).toBe(200);
    const newest = await mailedToken(server, 'bea@example.org', 'confirm-address');
    const answers = await Promise.all(Array.from({ length: 9 }, () => bea.post('/auth/confirm/resend')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(6);
    expect(refused[0]?.headers.get('retry-after')).toBe('900');
    expect((await confirm(bea, newest)).status).toBe(200);
  });

  it('gives a place on a roster to a confirmed address only, whichever comes first', async () => {
    const before = await makeExam(instructor, { title: 'Before' });
    const draft = await makeExam(instructor, { title: 'Draft' }, { draft: true });
    await onRoster(before.id, 'cai@example.org');
    await onRoster(draft.id, 'cai@example.org');
    const cai = await signUp(server, 'cai@example.org');
    await onRoster((await makeExam(instructor, { title: 'Unconfirmed' })).id, 'cai@example.org');
    expect(await examsOf(cai)).toEqual([]);
    expect((await confirm(cai, await mailedToken(server, 'cai@example.org', 'confirm-address'))).status).toBe(200);
    expect((await examsOf(cai)).sort()).toEqual(['Before', 'Unconfirmed']);
    await body(instructor.post(`/api/exams/${draft.id}/publish`));
    await onRoster((await makeExam(instructor, { title: 'After' })).id, 'cai@example.org');
    expect((await examsOf(cai)).sort()).toEqual(['After', 'Before', 'Draft', 'Unconfirmed']);
  });

  it('lets the link of a place that was given so still be opened by its owner, and by nobody else', async () => {
    const exam = await makeExam(instructor, { title: 'Linked' });
    const dora = await signUp(server, 'dora@example.org');
    const [link] = (await onRoster(exam.id, 'dora@example.org')) as Parameters<typeof tokenOf>;
    await confirm(dora, await mailedToken(server, 'dora@example.org', 'confirm-address'));
    const token = tokenOf(link);
    expect((await (await signUp(server, 'thief@example.org')).post('/api/invitations/claim', { token })).status).toBe(404);
    expect((await dora.post('/api/invitations/claim', { token })).status).toBe(200);
    expect(await examsOf(dora)).toEqual(['Linked']);
  });

  it('holds the old address until the new one is confirmed, and tells both', async () => {
    const eve = await signUp(server, 'eve@example.org');
    await programClient(server.url).post('/auth/password/forgot', { email: 'eve@example.org' });
    const asked = await eve.post<Refusal>('/auth/address', { email: 'EVE@new.example.org' });
    expect(asked).toMatchObject({ status: 200, body: { message: expect.stringContaining('eve@new.example.org') as string } });
    expect((await eve.get<Profile>('/auth/profile')).body.email).toBe('eve@example.org');
    const token = await mailedToken(server, 'eve@new.example.org', 'confirm-address');
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(eve, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(410)]);
    expect((await eve.get<Profile>('/auth/profile')).body).toMatchObject({ email: 'eve@new.example.org', verified: true });
    expect((await kindsTo(server, 'eve@example.org')).at(-1)).toBe('address-changed');
    const stale = await mailedToken(server, 'eve@example.org', 'reset-password');
    const reset = await programClient(server.url).post('/auth/password/reset', { token: stale, password: 'yet another password' });
    expect(reset.status, 'what went to the old address opens nothing').toBe(410);
    expect((await confirm(eve, await mailedToken(server, 'eve@example.org', 'confirm-address'))).status).toBe(410);
  });

  it('does not tell that an address is taken, but tells its owner', async () => {
    const finn = await signUp(server, 'finn@example.org');
    const [free, taken] = [
      await finn.post<Refusal>('/auth/address', { email: 'free@example.org' }),
      await finn.post<Refusal>('/auth/address', { email: 'ann@example.org' }),
    ];
    expect(taken.status).toBe(free.status);
    expect(taken.body.message.replace('ann', 'free')).toBe(free.body.message);
    expect((await kindsTo(server, 'ann@example.org')).at(-1)).toBe('already-registered');
    expect(await kindsTo(server, 'free@example.org')).toEqual(['confirm-address']);
    const token = await mailedToken(server, 'free@example.org', 'confirm-address');
    await signUp(server, 'free@example.org');
    const late = await confirm(finn, token);
    expect([late.status, (await finn.get<Profile>('/auth/profile')).body.email]).toEqual([409, 'finn@example.org']);
  });

  it('asks for a proof before the address is changed', async () => {
    const gil = await signUp(server, 'gil@example.org');
    await server.dataSource.query(`UPDATE login_sessions SET proved_at = now() - interval '11 minutes' WHERE user_id = $1`, [gil.id]);
    const refused = await gil.post<Refusal>('/auth/address', { email: 'gil@new.example.org' });
    expect([refused.status, refused.body.error?.code]).toEqual([403, 'PROOF_REQUIRED']);
    expect(await kindsTo(server, 'gil@new.example.org')).toEqual([]);
  });

  it('makes accounts by invitation only where sign-up is closed, and no crowd of them', async () => {
    const exam = await makeExam(instructor, { title: 'Closed' });
    const invitation = tokenOf(await invite(instructor, exam.id));
    await body(administrator.put('/api/settings', { ...DEFAULT_SETTINGS, signUp: 'closed' }));
    const visitor = programClient(server.url);
    const join = (email: string, more: object = {}) => visitor.post<Refusal>('/auth/signup', { email, password: PASSWORD, ...more });
    const refused = await join('hal@example.org');
    expect([refused.status, refused.body.message]).toEqual([403, expect.stringContaining('by invitation')]);
    expect((await join('hal@example.org', { invitation: 'made-up' })).status).toBe(404);
    const crowd = await Promise.all([1, 2, 3, 4].map((i) => join(`hal${String(i)}@example.org`, { invitation })));
    expect(crowd.map(({ status }) => status).sort()).toEqual([201, 201, 201, 429]);
    await body(administrator.put('/api/settings', DEFAULT_SETTINGS));
    expect((await join('hal@example.org')).status).toBe(201);
    expect((await join('nobody@face.invalid')).status).toBe(400);
  });
});

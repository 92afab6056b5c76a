import { onScreen, facePhoto, frameVariant, sampleScene, TURNER } from '@invigil/biometrics/samples';
import { encodePicture } from '@invigil/biometrics/node';
import { CONSENT_VERSIONS, DEFAULT_SETTINGS, type ConsentKind, type InstallationSettings } from '@invigil/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AnalysisService } from '../../../apps/api/src/analysis/analysis.service.js';
import { AuditEntry } from '../../../apps/api/src/audit/audit-entry.entity.js';
import { LoginSession } from '../../../apps/api/src/auth/entities/login-session.entity.js';
import { FaceStanding } from '../../../apps/api/src/face/verifying/face-standing.entity.js';
import { MailRow } from '../../../apps/api/src/mail/mail.entity.js';
import { SettingsService } from '../../../apps/api/src/settings/settings.service.js';
import { hostilePictures } from '../../../libs/biometrics/src/testing/hostile-pictures/index.js';
import { enrol } from '../../support/enrolled.js';
import { dataUrl, descriptorOf } from '../../support/enrolment.js';
import { ticketOf, turning } from '../../support/face-tasks.js';
import { headShots, type HeadShots } from '../../support/head-shots.js';
import { programClient, type Answer, type Client } from '../../support/http.js';
import { account, type Account } from '../../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

interface Refusal {
  status: string;
  message: string;
  error: { code: string; retryAfter?: number };
}
const agree = (client: Client, kind: ConsentKind = 'files') => client.post('/auth/consents', { kind, version: CONSENT_VERSIONS[kind] });
const UNKNOWN = 'Face not recognised; a mail has been sent to you';
const NO_FACE = 'No face detected. Please make sure your face is visible in the camera.';

describe('POST /api/verify-face', () => {
  let server: TestApp;
  let film: HeadShots;
  let ahead: string;
  let impostor: string;

  const set = async (faceVerification: Partial<InstallationSettings['faceVerification']>) =>
    server.app
      .get(SettingsService, { strict: false })
      .write(nobody.id, { ...DEFAULT_SETTINGS, faceVerification: { ...DEFAULT_SETTINGS.faceVerification, ...faceVerification } }, '');
  const verify = (who: Client, image: string, liveness?: string) =>
    who.post<Refusal>('/api/verify-face', { image, ...(liveness === undefined ? {} : { liveness }) });
  const refusal = ({ status, body }: Answer<Refusal>) => [status, body.error.code, body.message];
  const mails = (personId: string) => server.dataSource.manager.find(MailRow, { where: { personId }, order: { id: 'ASC' } });
  const verifiedAt = async ({ sessionId }: Account) =>
    (await server.dataSource.manager.findOneByOrFail(LoginSession, { id: sessionId })).faceVerifiedAt;
  async function somebody(name: string): Promise<Account> {
    const person = await account(server, 'student', name);
    await enrol(server, person, TURNER);
    await agree(person);
    return person;
  }
  let nobody: Account;

  beforeAll(async () => {
    server = await startTestApp();
    await server.app.get(AnalysisService, { strict: false }).ready;
    film = await headShots();
    ahead = dataUrl(film.ahead[0] ?? new Uint8Array());
    impostor = dataUrl(await facePhoto('impostor', { variant: 1 }));
    nobody = await account(server, 'administrator', 'Ada');
  });
  beforeEach(() => set({}));
  afterAll(() => server.close());

  it('opens the session for the account’s own face after the tasks, once, and tells the owner', async () => {
    const sam = await somebody('Sam');
    const ticket = await ticketOf(sam, 'verify', turning(film));
    const answer = await verify(sam, ahead, ticket);
    expect(answer.body).toEqual({
      status: 'success',
      message: 'Your face was recognised. Your files are open for 15 minutes.',
      name: 'Sam',
    });
    expect(await verifiedAt(sam)).not.toBeNull();
    expect((await sam.get<{ verifiedUntil: string | null }>('/api/verify-face')).body.verifiedUntil).not.toBeNull();
    expect(await mails(sam.id)).toMatchObject([{ kind: 'face-verified' }]);
    expect(await server.dataSource.manager.findBy(AuditEntry, { actorId: sam.id, action: 'face.verified' })).toHaveLength(1);
    expect(refusal(await verify(sam, ahead, ticket))).toMatchObject([403, 'FACE_CHECK_REQUIRED', expect.stringContaining('used already')]);
    expect(JSON.stringify(answer.body)).not.toMatch(/distance|score|\d\.\d/);
  });

  it('refuses another face with one’s own ticket, an own picture with nobody’s ticket, and counts each as a failure', async () => {
    const sam = await somebody('Sam');
    const ticket = await ticketOf(sam, 'verify', turning(film));
    expect(refusal(await verify(sam, impostor, ticket))).toEqual([400, 'BAD_PICTURE', UNKNOWN]);
    expect(refusal(await verify(sam, ahead, ticket)).slice(0, 2)).toEqual([403, 'FACE_CHECK_REQUIRED']);
    const fred = await somebody('Fred');
    const stolen = await ticketOf(fred, 'verify', turning(film));
    expect(refusal(await verify(sam, ahead, stolen)).slice(0, 2)).toEqual([403, 'FACE_CHECK_REQUIRED']);
    expect(refusal(await verify(sam, ahead)).slice(0, 2)).toEqual([403, 'FACE_CHECK_REQUIRED']);
    const wrongPurpose = await ticketOf(sam, 'test', turning(film));
    expect(refusal(await verify(sam, ahead, wrongPurpose)).slice(0, 2)).toEqual([403, 'FACE_CHECK_REQUIRED']);
    expect(await verifiedAt(sam)).toBeNull();
    expect(await mails(sam.id)).toMatchObject([{ kind: 'face-denied' }]);
    expect(await server.dataSource.manager.findOneBy(FaceStanding, { userId: sam.id })).toMatchObject({ failures: 1, waitUntil: null });
  });

  it('refuses the account’s own face where somebody else has done the tasks', async () => {
    const sam = await account(server, 'student', 'Sam');
    await enrol(server, sam, 'student');
    await agree(sam);
    const ticket = await ticketOf(sam, 'verify', turning(film));
    expect(refusal(await verify(sam, dataUrl(await facePhoto('student', { variant: 3 })), ticket))).toEqual([400, 'BAD_PICTURE', UNKNOWN]);
    expect(await verifiedAt(sam)).toBeNull();
  });

  it('denies a screen from the confidence that is set, then nobody, then what cannot be read, each with its sentence', async () => {
    await set({ liveness: false });
    const sam = await somebody('Sam');
    const wall = await sampleScene('empty', frameVariant(1));
    const held = { size: 0.78, lean: 0.035, pitch: 1.7, bezel: 0.05, haze: 0.03, seed: 1 };
    const screen = dataUrl(await encodePicture(onScreen(await sampleScene(TURNER, frameVariant(1)), wall, held)));
    const denied = await verify(sam, screen);
    expect(refusal(denied)).toMatchObject([
      400,
      'BAD_PICTURE',
      expect.stringMatching(/^Access denied: a screen was detected \(\d{2,3} %\)$/),
    ]);
    expect(refusal(await verify(sam, dataUrl(await facePhoto('empty'))))).toEqual([400, 'BAD_PICTURE', NO_FACE]);
    expect((await verify(sam, ahead)).status).toBe(200);
    const broken = dataUrl(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16));
    expect(refusal(await verify(sam, broken))).toEqual([400, 'BAD_PICTURE', 'The picture could not be read; please try again']);
    const two = await verify(sam, dataUrl(await facePhoto('several')));
    expect(two.body.message).toContain('More than one face');
  });

  it('outlives hostile pictures', async () => {
    await set({ liveness: false });
    const people = [await somebody('Hal'), await somebody('Hol')];
    const pictures = (await hostilePictures()).filter(({ bytes }) => bytes.length < 400_000).slice(0, 40);
    expect(pictures.length).toBeGreaterThan(10);
    for (const [i, { bytes }] of pictures.entries()) {
      const url = `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`;
      const { status, body } = await verify(people[i % 2] ?? nobody, url);
      expect([400, 429]).toContain(status);
      expect(body.message).not.toMatch(/sharp|libvips|at .*\.ts/);
    }
    expect(server.logs.join('')).not.toContain('unhandled');
  });

  it('slows an account down after five failures in a row, over a restart, and a success sets it back', async () => {
    await set({ liveness: false });
    const sam = await somebody('Sam');
    for (let i = 0; i < 4; i++) expect((await verify(sam, impostor)).body.message).toBe(UNKNOWN);
    expect((await verify(sam, ahead)).status).toBe(200);
    for (let i = 0; i < 5; i++) expect((await verify(sam, impostor)).body.message).toBe(UNKNOWN);
    const waits = await verify(sam, ahead);
    expect(refusal(waits)).toMatchObject([429, 'TOO_MANY', expect.stringContaining('several times in a row')]);
    expect(waits.body.error.retryAfter).toBeGreaterThan(0);
    expect(waits.headers.get('retry-after')).toBe(String(waits.body.error.retryAfter));
    expect((await mails(sam.id)).map(({ kind }) => kind).sort()).toEqual(['face-denied', 'face-verified']);
    await server.close({ keep: true });
    server = await startTestApp({ resume: server });
    await server.app.get(AnalysisService, { strict: false }).ready;
    const back = programClient(server.url, sam.token);
    expect((await verify(back, ahead)).status).toBe(429);
    await server.dataSource.manager.update(FaceStanding, { userId: sam.id }, { waitUntil: new Date(Date.now() - 1) });
    expect((await verify(back, ahead)).status).toBe(200);
    expect(await server.dataSource.manager.findOneBy(FaceStanding, { userId: sam.id })).toMatchObject({ failures: 0, waitUntil: null });
  });

  it('judges one picture of an account at a time', async () => {
    await set({ liveness: false });
    const sam = await somebody('Sam');
    const answers = await Promise.all(Array.from({ length: 8 }, () => verify(sam, impostor)));
    expect(answers.filter(({ status }) => status === 400).length).toBeLessThan(8);
    expect(answers.every(({ status }) => status === 400 || status === 429)).toBe(true);
  });

  it('needs consent, an enrolment and a session, and says the way', async () => {
    const sam = await account(server, 'student', 'Sam');
    expect(refusal(await verify(sam, ahead)).slice(0, 2)).toEqual([403, 'CONSENT_REQUIRED']);
    await agree(sam);
    expect(refusal(await verify(sam, ahead))).toMatchObject([
      403,
      'TEMPLATE_REQUIRED',
      expect.stringContaining('Set up the face check first'),
    ]);
    expect((await sam.get('/api/verify-face')).body).toEqual({
      liveness: true,
      consented: true,
      enrolled: false,
      verifiedUntil: null,
      waitUntil: null,
    });
    const visitor = await verify(programClient(server.url), ahead);
    expect([visitor.status, visitor.body.message.startsWith('Not authenticated')]).toEqual([401, true]);
    const forged = await verify(programClient(server.url, 'x.y.z'), ahead);
    expect([forged.status, forged.body.message.startsWith('Invalid token')]).toEqual([401, true]);
    expect((await sam.post('/api/verify-face', { image: ahead, distance: 0 })).status).toBe(400);
  });

  it('tries a picture on oneself in words alone, opening nothing and telling nobody', async () => {
    const sam = await somebody('Sam');
    const tried = await sam.post<{ match: boolean; message: string }>('/api/facematch', { image: ahead });
    expect(tried.body).toEqual({ match: true, message: 'This looks like you. The face check will know you.' });
    const other = await sam.post<{ match: boolean; message: string }>('/api/facematch', { image: impostor });
    expect(other.body).toMatchObject({ match: false });
    expect(JSON.stringify([tried.body, other.body])).not.toMatch(/\d/);
    expect(await verifiedAt(sam)).toBeNull();
    expect(await mails(sam.id)).toEqual([]);
    expect(await server.dataSource.manager.findOneBy(FaceStanding, { userId: sam.id })).toBeNull();
  });

  it('writes no description of a face into any log', async () => {
    const canary = await descriptorOf(server, TURNER, 0);
    const texts = [...new Set(canary.slice(0, 20).map((number) => number.toFixed(6).slice(0, 8)))];
    for (const text of texts) expect(server.logs.join('')).not.toContain(text);
  });
});

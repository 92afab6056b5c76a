import { descriptorDistance } from '@invigil/biometrics';
import { facePhoto, type SampleScene } from '@invigil/biometrics/samples';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Enrol, Enrolled, Profile } from '@invigil/shared';
import { TemplatesService } from '../../../apps/api/src/enrolment/templates.service.js';
import { consent, dataUrl, descriptorOf, enrolByPage, framesOf, goodEnrolment } from '../../support/enrolment.js';
import { setUpAdministrator, signUp, type Someone } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

interface Refusal {
  message: string;
  error: { code: string };
}

describe('enrolling', () => {
  let server: TestApp;
  let descriptor: number[];
  let good: Enrol;
  let count = 0;
  beforeAll(async () => {
    server = await startTestApp();
    await setUpAdministrator(server);
    good = await goodEnrolment(server);
    descriptor = good.faceDescriptor;
  });
  afterAll(() => server.close());

  const student = () => signUp(server, `student${String(++count)}@example.org`);
  const send = (person: Someone, body: Enrol) => person.post<Enrolled & Refusal>('/auth/profile/image', body);
  const templates = () => server.app.get(TemplatesService);
  const leftBehind = async ({ id }: Someone) => {
    const tables = ['face_templates', 'data_keys'].map((table) =>
      server.dataSource.query<unknown[]>(`SELECT 1 FROM ${table} WHERE user_id = $1`, [id]),
    );
    return (await Promise.all(tables)).flat().length;
  };

  it('needs consent', async () => {
    const person = await student();
    const answer = await send(person, { faceDescriptor: descriptor });
    const error = { code: 'CONSENT_REQUIRED', next: 'POST /auth/consents', consent: 'exam' };
    expect(answer).toMatchObject({ status: 403, body: { error } });
    expect(await leftBehind(person)).toBe(0);
  });

  it('stores the template that the server computed from the frames itself', async () => {
    const person = await student();
    const answer = await enrolByPage(server, person, good);
    expect(answer).toMatchObject({ status: 201, body: { faceDescriptorSaved: true, verified: true, templateState: 'captured' } });
    const stored = await templates().forMatching(person.id);
    expect(stored?.state).toBe('captured');
    expect([...(stored?.descriptor ?? [])]).not.toEqual(descriptor);
    expect(descriptorDistance(stored?.descriptor ?? new Float32Array(128), Float32Array.from(descriptor))).toBeLessThan(0.4);
    const impostor = Float32Array.from(await descriptorOf(server, 'impostor'));
    expect(descriptorDistance(stored?.descriptor ?? impostor, impostor)).toBeGreaterThan(0.6);
    const portrait = await templates().portrait(person.id);
    expect(portrait?.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    const profile = (await person.get<Profile>('/auth/profile')).body;
    expect(profile).toMatchObject({ faceDescriptorSaved: true, templateState: 'captured', profileImageSaved: false, profileImage: null });
  });

  it('keeps nothing readable in the database', async () => {
    const person = await student();
    await enrolByPage(server, person, good);
    const [row] = await server.dataSource.query<{ sealed: Buffer; portrait: Buffer }[]>('SELECT * FROM face_templates WHERE user_id = $1', [
      person.id,
    ]);
    const plain = (await templates().forMatching(person.id))?.descriptor;
    expect(row?.sealed.includes(Buffer.from(plain?.buffer ?? new ArrayBuffer(0)).subarray(0, 16))).toBe(false);
    expect(row?.portrait.includes(Buffer.from('ffd8ff', 'hex'))).toBe(false);
  });

  it('is done once, also when two ask at once', async () => {
    const person = await student();
    await consent(person);
    const answers = await Promise.all([send(person, good), send(person, good)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await send(person, { faceDescriptor: descriptor })).body.message).toContain('administrator');
  });

  it('takes a descriptor without frames as unverified, which serves for nothing', async () => {
    const person = await student();
    await consent(person);
    const answer = await send(person, { faceDescriptor: descriptor });
    expect(answer).toMatchObject({ status: 201, body: { faceDescriptorSaved: true, verified: false, templateState: 'unverified' } });
    expect(await templates().forMatching(person.id)).toBeNull();
  });

  it('keeps a display picture encrypted, in our own encoding', async () => {
    const person = await student();
    await consent(person);
    const image = dataUrl(await facePhoto('student', { variant: 3 }));
    const answer = await send(person, { ...good, image });
    expect(answer.body.profileImageSaved).toBe(true);
    expect(answer.body.profileImage).toMatch(/^data:image\/jpeg;base64,/);
    expect(answer.body.profileImage).not.toBe(image);
    expect((await person.get<Profile>('/auth/profile')).body).toMatchObject({
      profileImageSaved: true,
      profileImage: answer.body.profileImage,
    });
    const [row] = await server.dataSource.query<{ display_image: Buffer }[]>('SELECT display_image FROM users WHERE id = $1', [person.id]);
    expect(row?.display_image.includes(Buffer.from('ffd8ff', 'hex'))).toBe(false);
  });

  it.each([
    ['127 numbers', Array.from({ length: 127 }, () => 0.1)],
    ['129 numbers', Array.from({ length: 129 }, () => 0.1)],
    ['zeros', Array.from({ length: 128 }, () => 0)],
    ['numbers that are far too large', Array.from({ length: 128 }, () => 5)],
    ['words', ['a']],
    ['nothing', undefined],
  ])('refuses %s as a descriptor', async (_, faceDescriptor) => {
    const person = await student();
    await consent(person);
    const answer = await send(person, { faceDescriptor } as Enrol);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain('faceDescriptor');
    expect(await leftBehind(person)).toBe(0);
  });

  it('refuses numbers that are not finite', async () => {
    const person = await student();
    await consent(person);
    const body = `{"faceDescriptor":[${['1e999', ...descriptor.slice(1)].join(',')}]}`;
    expect((await person.post('/auth/profile/image', body)).status).toBe(400);
    expect(await leftBehind(person)).toBe(0);
  });

  const mixed = async (scene: SampleScene) => {
    const [first = '', second = ''] = await framesOf('student', 2);
    return [first, dataUrl(await facePhoto(scene, { variant: 5 })), second];
  };
  it.each<[SampleScene, string]>([
    ['empty', 'Frame 2: no face was found'],
    ['several', 'Frame 2: two faces'],
    ['dark', 'Frame 2:'],
    ['impostor', 'one and the same person'],
  ])('refuses a frame that shows "%s", says which and why, and leaves nothing behind', async (scene, words) => {
    const person = await student();
    await consent(person);
    const answer = await send(person, { faceDescriptor: descriptor, frames: await mixed(scene) });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BAD_PICTURE' } } });
    expect(answer.body.message).toContain(words);
    expect(answer.body.message).toContain('try again');
    expect(await leftBehind(person)).toBe(0);
    expect((await enrolByPage(server, person, good)).status).toBe(201);
  });

  it('refuses a face on a screen, says what to do, and leaves nothing behind', async () => {
    const person = await student();
    await consent(person);
    const answer = await send(person, { faceDescriptor: descriptor, frames: await framesOf('screen') });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BAD_PICTURE' } } });
    expect(answer.body.message).toMatch(/came from a screen.*try again.*ask a person/);
    expect(await leftBehind(person)).toBe(0);
    expect((await enrolByPage(server, person, good)).status).toBe(201);
  });

  it('refuses frames that are no pictures, too few and too many', async () => {
    const person = await student();
    await consent(person);
    const [frame = ''] = await framesOf('student', 1);
    const broken = [frame, frame, 'data:image/jpeg;base64,/9j/AAAA'];
    expect((await send(person, { faceDescriptor: descriptor, frames: broken })).body.message).toContain('Frame 3');
    for (const frames of [[], [frame, frame], Array.from({ length: 6 }, () => frame), ['nonsense', frame, frame]]) {
      expect((await send(person, { faceDescriptor: descriptor, frames })).status).toBe(400);
    }
    expect(await leftBehind(person)).toBe(0);
  });

  it('lets one person keep the machine busy for so long only', async () => {
    const person = await student();
    await consent(person);
    const frames = ['', '', ''].map(() => dataUrl(Buffer.from('no picture')));
    const capture = () => send(person, { faceDescriptor: descriptor, frames });
    for (let i = 0; i < 30; i++) expect((await capture()).status).toBe(400);
    expect(await capture()).toMatchObject({ status: 429, body: { error: { code: 'TOO_MANY' } } });
    expect((await enrolByPage(server, await student(), good)).status).toBe(201);
  });

  it('refuses a descriptor that is not of the face in the frames', async () => {
    const person = await student();
    await consent(person);
    const answer = await send(person, { faceDescriptor: descriptor, frames: await framesOf('impostor') });
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain('take the pictures again');
    expect(await leftBehind(person)).toBe(0);
  });

  it('counts for nothing after twelve months without use, and can then be done again', async () => {
    const person = await student();
    await enrolByPage(server, person, good);
    await server.dataSource.query(`UPDATE face_templates SET last_used_at = now() - interval '366 days' WHERE user_id = $1`, [person.id]);
    expect(await templates().forMatching(person.id)).toBeNull();
    expect((await person.get<Profile>('/auth/profile')).body.faceDescriptorSaved).toBe(false);
    expect((await enrolByPage(server, person, good)).status).toBe(201);
    expect(await templates().forMatching(person.id)).not.toBeNull();
  });

  it('is compared only by its own pipeline', async () => {
    const person = await student();
    await enrolByPage(server, person, good);
    await server.dataSource.query(`UPDATE face_templates SET pipeline_id = 'another' WHERE user_id = $1`, [person.id]);
    expect(await templates().forMatching(person.id)).toBeNull();
  });
});

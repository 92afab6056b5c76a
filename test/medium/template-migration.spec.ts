import { join } from 'node:path';
import { descriptorDistance, makeTemplate } from '@invigil/biometrics';
import { pipelineIds } from '@invigil/biometrics/node';
import { facePhoto, type SampleScene } from '@invigil/biometrics/samples';
import { writeDescriptor, type CheckedIn, type TemplateState } from '@invigil/shared';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import { FaceTemplate } from '../../apps/api/src/enrolment/face-template.entity.js';
import { SEALED_AS, TemplatesService } from '../../apps/api/src/enrolment/templates.service.js';
import { VaultService } from '../../apps/api/src/enrolment/vault.service.js';
import { consent, framesOf } from '../support/enrolment.js';
import { beginAttempt, invitedStudent, makeExam } from '../support/exam-desk.js';
import { account, type Account } from '../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Every frame is really analysed, twice where the template is of an older pipeline: a busy machine takes its time. */
vi.setConfig({ testTimeout: 240_000 });

const PORTRAIT = Buffer.from('a portrait that nobody has judged');
let server: TestApp;
let instructor: Account;
let examId: string;
let analysis: AnalysisService;
let oldest: { id: string; name: string };

beforeAll(async () => {
  server = await startTestApp();
  analysis = server.app.get(AnalysisService, { strict: false });
  await analysis.ready;
  const [[id, name] = ['', '']] = [...(await pipelineIds(join(server.config.root, 'models')))];
  oldest = { id, name };
  instructor = await account(server, 'instructor');
  examId = (await makeExam(instructor)).id;
}, 240_000);
afterAll(() => server.close());

interface Sitter {
  student: Account;
  attemptId: string;
}

/** A student whose template was stored before the upgrade. */
async function enrolledBefore(state: TemplateState = 'captured', pipelineId = oldest.id): Promise<Sitter> {
  const student = await invitedStudent(server, instructor, examId);
  await consent(student);
  const probes = await Promise.all(
    [20, 21, 22].map(async (variant) => {
      const jpeg = await facePhoto('student', { variant });
      const { subject } = await analysis.analyse({ attemptId: student.id, jpeg, priority: 'enrolment', pipeline: oldest.name });
      return subject?.descriptor ?? new Float32Array(128);
    }),
  );
  const vault = server.app.get(VaultService, { strict: false });
  const sealed = await vault.seal(student.id, 'template', writeDescriptor(makeTemplate(probes).template ?? []), SEALED_AS.descriptor);
  const portrait = await vault.seal(student.id, 'template', PORTRAIT, SEALED_AS.portrait);
  const keyId = await vault.keyId(student.id, 'template', server.dataSource.manager);
  const then = new Date(Date.now() - 86_400_000);
  const row = { userId: student.id, keyId, state, sealed, portrait, pipelineId, engine: 'before', enrolledAt: then, lastUsedAt: then };
  await server.dataSource.manager.insert(FaceTemplate, row);
  return { student, attemptId: (await beginAttempt(student, examId)).id };
}
const checkIn = async ({ student, attemptId }: Sitter, scene: SampleScene) =>
  student.post<CheckedIn>(`/api/my/attempts/${attemptId}/check-in`, { frames: await framesOf(scene) });
const stored = ({ student }: Sitter) => server.dataSource.manager.findOneByOrFail(FaceTemplate, { userId: student.id });
const moves = ({ student }: Sitter) =>
  server.dataSource.query<{ detail: object }[]>("SELECT detail FROM audit_log WHERE action = 'template.moved' AND subject_id = $1", [
    student.id,
  ]);

describe('a template of an older pipeline', () => {
  it('is another one than today’s, or nothing here is tested', () => {
    expect(oldest.id).not.toBe(analysis.pipelineId);
  });

  it('lets its owner check in, and gives way to one of today’s with approval, portrait and key kept', async () => {
    const sitter = await enrolledBefore('approved');
    const templates = server.app.get(TemplatesService, { strict: false });
    const before = await stored(sitter);
    const old = await templates.descriptorOf(before);
    expect(await templates.forMatching(sitter.student.id)).toBeNull();

    expect((await checkIn(sitter, 'student')).body).toMatchObject({ outcome: 'matched' });

    const after = await stored(sitter);
    expect(after).toMatchObject({
      state: 'approved',
      pipelineId: analysis.pipelineId,
      engine: analysis.engineName,
      keyId: before.keyId,
      enrolledAt: before.enrolledAt,
    });
    expect(after.lastUsedAt.getTime()).toBeGreaterThan(before.lastUsedAt.getTime());
    expect((await templates.portrait(sitter.student.id))?.equals(PORTRAIT)).toBe(true);
    const now = await templates.forMatching(sitter.student.id);
    expect(now?.state).toBe('approved');
    // another descriptor of the same person, so that monitoring compares numbers of one pipeline
    const distance = descriptorDistance(now?.descriptor ?? new Float32Array(128), old);
    expect(distance).toBeGreaterThan(0);
    expect(distance).toBeLessThan(0.5);
    expect(await moves(sitter)).toEqual([{ detail: { fromPipelineId: oldest.id, toPipelineId: analysis.pipelineId, frames: 3 } }]);
  });

  it('is compared as strictly as any other, and stays where somebody else sits down', async () => {
    const sitter = await enrolledBefore();
    const { body } = await checkIn(sitter, 'impostor');
    expect(body).toMatchObject({ outcome: 'try_again', triesLeft: 2 });
    expect((await checkIn(sitter, 'empty')).body).toMatchObject({ outcome: 'try_again', triesLeft: 2 });
    expect(await stored(sitter)).toMatchObject({ pipelineId: oldest.id, engine: 'before', state: 'captured' });
    expect(await moves(sitter)).toEqual([]);
    expect((await checkIn(sitter, 'student')).body).toMatchObject({ outcome: 'matched' });
    expect(await stored(sitter)).toMatchObject({ pipelineId: analysis.pipelineId, state: 'captured' });
  });

  it('of a version that is gone is compared by nobody, and says what to do', async () => {
    const sitter = await enrolledBefore('approved', 'f'.repeat(64));
    expect(await checkIn(sitter, 'student')).toMatchObject({
      status: 403,
      body: { error: { code: 'TEMPLATE_REQUIRED', message: expect.stringContaining('cannot be compared any more') } },
    });
    const asked = await sitter.student.post(`/api/my/attempts/${sitter.attemptId}/ask`, {
      frames: (await framesOf('student')).slice(0, 1),
    });
    expect(asked.body).toMatchObject({ checkIn: 'waiting' });
  });
});

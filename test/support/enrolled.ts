import { makeTemplate } from '@invigil/biometrics';
import { facePhoto, type SampleScene } from '@invigil/biometrics/samples';
import { CONSENT_VERSIONS, writeDescriptor, type FaceClaim } from '@invigil/shared';
import { v7 } from 'uuid';
import type { Look } from '../../scripts/demo/simulated-student.js';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import { Consent } from '../../apps/api/src/enrolment/consent.entity.js';
import { FaceTemplate } from '../../apps/api/src/enrolment/face-template.entity.js';
import { SEALED_AS } from '../../apps/api/src/enrolment/templates.service.js';
import { VaultService } from '../../apps/api/src/enrolment/vault.service.js';
import { QuestionRow } from '../../apps/api/src/exams/question.entity.js';
import type { TestApp } from './test-app.js';

const analysisOf = ({ app }: TestApp): AnalysisService => app.get(AnalysisService, { strict: false });

/** What a page says of a picture when it is honest: computed by the server's own engine from the very bytes. */
export async function honestClaim(server: TestApp, jpeg: Uint8Array): Promise<FaceClaim> {
  const { faces, subject } = await analysisOf(server).analyse({ attemptId: 'page', jpeg, priority: 'enrolment' });
  const descriptor = subject?.gate?.scorable === true && subject.descriptor ? writeDescriptor(subject.descriptor) : null;
  return { faces: faces.length, descriptor, unscorable: descriptor ? null : subject === null ? 'no_face' : 'pose' };
}

/** A picture and the page's word for it. The word may be about another picture: a lie. */
export async function lookOf(server: TestApp, scene: SampleScene, variant: number, claimed: SampleScene = scene): Promise<Look> {
  const jpeg = await facePhoto(scene, { variant });
  return { jpeg, claim: await honestClaim(server, claimed === scene ? jpeg : await facePhoto(claimed, { variant })) };
}

/** Gives the person a template that the server computed, made from real photos, and their consent to its use in exams. */
export async function enrol(server: TestApp, person: { id: string }, scene: SampleScene = 'student'): Promise<void> {
  const analyses = await Promise.all(
    [20, 21, 22].map(async (variant) =>
      analysisOf(server).analyse({ attemptId: person.id, jpeg: await facePhoto(scene, { variant }), priority: 'enrolment' }),
    ),
  );
  const made = makeTemplate(analyses.map(({ subject }) => subject?.descriptor ?? new Float32Array(128)));
  if (!made.template) throw new Error(`no template: ${made.reason}`);
  const vault = server.app.get(VaultService, { strict: false });
  const sealed = await vault.seal(person.id, 'template', writeDescriptor(made.template), SEALED_AS.descriptor);
  const keyId = await vault.keyId(person.id, 'template', server.dataSource.manager);
  const now = new Date();
  const given = { kind: 'exam', version: CONSENT_VERSIONS.exam, givenAt: now, withdrawnAt: null } as const;
  await server.dataSource.manager.insert(Consent, { id: v7(), userId: person.id, ...given });
  const { pipelineId, engineName: engine } = analysisOf(server);
  await server.dataSource.manager.insert(FaceTemplate, {
    userId: person.id,
    keyId,
    state: 'captured',
    sealed,
    portrait: null,
    pipelineId,
    engine,
    enrolledAt: now,
    lastUsedAt: now,
  });
}

/** A text question of the exam. @returns its id */
export async function addQuestion({ dataSource }: TestApp, examId: string, place = 0): Promise<string> {
  const id = v7();
  await dataSource.manager.insert(QuestionRow, {
    id,
    examId,
    place,
    body: { type: 'text', prompt: 'Why?', points: 1, maxLength: 5000 } as object,
  });
  return id;
}

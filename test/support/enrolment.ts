import { facePhoto, type SampleScene } from '@invigil/biometrics/samples';
import { CONSENT_VERSIONS, type Enrol, type Enrolled } from '@invigil/shared';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import type { Answer, Client } from './http.js';
import type { TestApp } from './test-app.js';

export const dataUrl = (jpeg: Uint8Array): string => `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`;

/** Frames as the enrolment page sends them, each a little different. */
export const framesOf = (scene: SampleScene, count = 3): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, async (_, i) => dataUrl(await facePhoto(scene, { variant: i + 1 }))));

/** The numbers that a page would compute from a frame of its own. */
export async function descriptorOf(server: TestApp, scene: SampleScene, variant = 9): Promise<number[]> {
  const jpeg = await facePhoto(scene, { variant });
  const { subject } = await server.app.get(AnalysisService).analyse({ attemptId: 'page', jpeg, priority: 'enrolment' });
  if (!subject?.descriptor) throw new Error('There is no face to describe in this scene.');
  return [...subject.descriptor];
}

export const consent = (client: Client) => client.post('/auth/consents', { kind: 'exam', version: CONSENT_VERSIONS.exam });

/** What a good page sends. */
export async function goodEnrolment(server: TestApp, scene: SampleScene = 'student'): Promise<Enrol> {
  return { faceDescriptor: await descriptorOf(server, scene), frames: await framesOf(scene) };
}

/** Consents and enrols as the page does. Making a body takes a while: hand one in where several people enrol. */
export async function enrolByPage(server: TestApp, client: Client, body?: Enrol): Promise<Answer<Enrolled>> {
  await consent(client);
  return client.post<Enrolled>('/auth/profile/image', body ?? (await goodEnrolment(server)));
}

import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttemptReport } from '@invigil/shared';
import { v4, v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Attempt } from '../../apps/api/src/attempts/attempt.entity.js';
import { CheckInPicture } from '../../apps/api/src/attempts/check-in-picture.entity.js';
import { AuditEntry } from '../../apps/api/src/audit/audit-entry.entity.js';
import { VaultService } from '../../apps/api/src/enrolment/vault.service.js';
import { Frame } from '../../apps/api/src/monitoring/entities/frame.entity.js';
import { RetentionService } from '../../apps/api/src/retention/retention.service.js';
import { objectKey } from '../../apps/api/src/storage/object-key.js';
import { ObjectStore } from '../../apps/api/src/storage/object-store.service.js';
import { verifyChain } from '../../apps/api/src/violations/chain.js';
import { Evidence } from '../../apps/api/src/violations/evidence.entity.js';
import type { RecordContext } from '../../apps/api/src/violations/finding.js';
import { RecorderService } from '../../apps/api/src/violations/recorder.service.js';
import { ViolationEvent } from '../../apps/api/src/violations/violation-event.entity.js';
import { account, contextOf, openExam, putOnStaff, sitting, type Account } from '../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const DAY = 86_400_000;
const JPEG = Buffer.from('the picture of an offence');
const HOURS_AGO = new Date(Date.now() - 2 * 3_600_000);

describe('evidence', () => {
  let server: TestApp;
  let owner: Account;
  let proctor: Account;
  let student: Account;
  let context: RecordContext;
  let evidenceId: string;

  beforeAll(async () => {
    server = await startTestApp();
    owner = await account(server, 'instructor');
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    [proctor, student] = [await account(server, 'proctor'), await account(server, 'student')];
    const examId = await openExam(server, owner);
    await putOnStaff(server, examId, proctor);
    context = contextOf(examId, await sitting(server, examId, student), student.id);
    evidenceId = await offend();
  });

  async function offend(kind: 'multiple_faces' | 'face_missing' = 'multiple_faces'): Promise<string> {
    const frameId = v7();
    const at = Date.now();
    const measurements = { faces: 2, observations: 3, missingSeconds: 12 };
    const keep = { frameId, at, jpeg: JPEG, faces: [], subject: null };
    const [view] = await server.app
      .get(RecorderService, { strict: false })
      .record(context, [{ op: 'confirm', kind, at, severity: 0.6, measurements, frameId }], keep);
    return view?.evidence[0]?.id ?? '';
  }
  const run = (days: number) => server.app.get(RetentionService, { strict: false }).run(new Date(Date.now() + days * DAY));
  const looks = (id: string) => server.dataSource.manager.countBy(AuditEntry, { action: 'evidence.viewed', subjectId: id });
  const store = () => server.app.get(ObjectStore, { strict: false });
  const objectsOf = async (area: string): Promise<string[]> => {
    const entries = await readdir(join(server.dataDir, 'objects', area), { recursive: true, withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  };

  it('is shown to the exam’s staff, never kept by the browser, and each look is audited', async () => {
    for (const [i, who] of [owner, proctor, await account(server, 'administrator')].entries()) {
      const { status, body, headers } = await who.get<string>(`/api/evidence/${evidenceId}`);
      expect({ status, body }).toEqual({ status: 200, body: JPEG.toString() });
      expect([headers.get('content-type'), headers.get('cache-control')]).toEqual(['image/jpeg', 'no-store']);
      expect(await looks(evidenceId)).toBe(i + 1);
    }
  });

  it('is hidden from everybody else, in the words for what does not exist', async () => {
    const elsewhere = await account(server, 'proctor');
    await putOnStaff(server, await openExam(server, owner), elsewhere);
    const unknown = await owner.get(`/api/evidence/${v4()}`);
    expect(unknown.status).toBe(404);
    for (const who of [
      student,
      elsewhere,
      await account(server, 'instructor'),
      await account(server, 'proctor'),
      await account(server, 'student'),
    ]) {
      const { status, body, headers } = await who.get(`/api/evidence/${evidenceId}`);
      expect({ status, body }).toEqual({ status: 404, body: unknown.body });
      expect(headers.get('content-type')).toContain('json');
    }
    expect((await fetch(`${server.url}/api/evidence/${evidenceId}`)).status).toBe(401);
    expect((await owner.get('/api/evidence/..%2f..%2fetc')).status).toBe(404);
    expect(await looks(evidenceId)).toBe(0);
  });

  it('cannot be swapped: a row that points at another student’s picture shows nothing', async () => {
    const other = await account(server, 'student');
    const [mine, before] = [evidenceId, context];
    context = contextOf(before.examId, await sitting(server, before.examId, other), other.id);
    const theirs = await server.dataSource.manager.findOneByOrFail(Evidence, { id: await offend() });
    await server.dataSource.manager.update(Evidence, mine, { objectKey: theirs.objectKey });
    const { status, body } = await owner.get(`/api/evidence/${mine}`);
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('offence');
  });

  it('cannot be swapped among the pictures of one student either', async () => {
    const another = await server.dataSource.manager.findOneByOrFail(Evidence, { id: await offend('face_missing') });
    expect(another.id).not.toBe(evidenceId);
    await server.dataSource.manager.update(Evidence, evidenceId, { objectKey: another.objectKey });
    const { status, body } = await owner.get(`/api/evidence/${evidenceId}`);
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('offence');
    expect((await owner.get(`/api/evidence/${another.id}`)).status).toBe(200);
  });

  it('is not shown any more when its time is over, though the job has not run yet', async () => {
    await server.dataSource.manager.update(Evidence, evidenceId, { expiresAt: new Date(Date.now() - 1000) });
    const { status, body } = await owner.get<{ message: string }>(`/api/evidence/${evidenceId}`);
    expect(status).toBe(404);
    expect(body.message).toContain('which is over');
    expect(await looks(evidenceId)).toBe(0);
  });

  it('is deleted 30 days after the exam’s end, object and row; the chain stays', async () => {
    const { objectKey: key } = await server.dataSource.manager.findOneByOrFail(Evidence, { id: evidenceId });
    await run(29.9);
    expect(await store().get(key)).not.toBeNull();
    expect((await run(30.1)).evidence).toBeGreaterThanOrEqual(1);
    expect(await store().get(key)).toBeNull();
    expect((await owner.get(`/api/evidence/${evidenceId}`)).status).toBe(404);
    const links = await server.dataSource.manager.find(ViolationEvent, { where: { attemptId: context.attemptId }, order: { link: 'ASC' } });
    const attempt = await server.dataSource.manager.findOneByOrFail(Attempt, { id: context.attemptId });
    expect(links).toHaveLength(2);
    expect(verifyChain(links, [], { hash: attempt.chainHead, length: attempt.chainLength })).toBeNull();
    const report = await owner.get<AttemptReport>(`/api/attempts/${context.attemptId}/report`);
    expect(report.body.violations).toMatchObject([{ kind: 'multiple_faces', evidence: [], measurements: { faces: 2 } }]);
  });

  it('goes with its student’s key: what is left cannot be read', async () => {
    await server.app.get(VaultService, { strict: false }).destroyKey(student.id, 'evidence');
    expect((await owner.get(`/api/evidence/${evidenceId}`)).status).toBe(404);
  });

  describe('the daily job', () => {
    it('deletes objects that no row names, once they are old enough, and nothing else', async () => {
      const [orphan, young, named] = [objectKey('spool'), objectKey('spool'), objectKey('spool')];
      for (const key of [orphan, young, named]) await store().put(key, Uint8Array.of(1));
      const receipt = { id: v7(), attemptId: context.attemptId, at: HOURS_AGO, receivedAt: HOURS_AGO, sha256: Buffer.alloc(32), bytes: 1 };
      await server.dataSource.manager.insert(Frame, { ...receipt, state: 'pending', objectKey: named });
      const half = join(server.dataDir, 'objects', `${orphan}.${v4()}.part`);
      await writeFile(half, 'half');
      const { objectKey: kept } = await server.dataSource.manager.findOneByOrFail(Evidence, { id: evidenceId });
      for (const path of [half, ...[orphan, named, kept].map((key) => join(server.dataDir, 'objects', key))])
        await utimes(path, HOURS_AGO, HOURS_AGO);
      expect(await run(0)).toMatchObject({ evidence: 0, orphanedFrames: 2, orphanedEvidence: 0 });
      expect((await objectsOf('spool')).sort()).toEqual([young, named].map((key) => key.split('/').at(-1)).sort());
      expect(await store().get(kept)).not.toBeNull();
    });

    it('deletes the pictures of check-ins with the evidence of their exam', async () => {
      const { manager } = server.dataSource;
      const picture = { id: v4(), attemptId: context.attemptId, at: new Date(), sealed: Buffer.alloc(8), distance: 0.7 };
      await manager.insert(CheckInPicture, picture);
      await run(29.9);
      expect(await manager.existsBy(CheckInPicture, { id: picture.id })).toBe(true);
      await run(30.1);
      expect(await manager.existsBy(CheckInPicture, { id: picture.id })).toBe(false);
    });

    it('writes down how many it deleted, and nothing when there was nothing', async () => {
      const entries = () => server.dataSource.manager.find(AuditEntry, { where: { action: 'retention.deleted' }, order: { at: 'DESC' } });
      await run(30.1);
      const [newest, ...before] = await entries();
      expect(newest).toMatchObject({ actorId: null, detail: { evidence: 1 } });
      await run(30.1);
      expect(await entries()).toHaveLength(before.length + 1);
    });

    it('runs at the start, for the nights that were missed', async () => {
      await server.dataSource.manager.update(Evidence, evidenceId, { expiresAt: new Date(Date.now() - DAY) });
      await server.close({ keep: true });
      server = await startTestApp({ resume: server });
      await vi.waitFor(async () => expect(await server.dataSource.manager.existsBy(Evidence, { id: evidenceId })).toBe(false), {
        timeout: 30_000,
      });
    });
  });
});

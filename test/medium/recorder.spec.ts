import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ViolationView } from '@invigil/shared';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuditEntry } from '../../apps/api/src/audit/audit-entry.entity.js';
import { Attempt } from '../../apps/api/src/attempts/attempt.entity.js';
import { dataSourceOptions } from '../../apps/api/src/database/data-source.js';
import { ENTITIES } from '../../apps/api/src/schema/entities.js';
import { migrate } from '../../apps/api/src/database/migrate.js';
import { ObjectStore } from '../../apps/api/src/storage/object-store.service.js';
import { verifyChain } from '../../apps/api/src/violations/chain.js';
import { Evidence } from '../../apps/api/src/violations/evidence.entity.js';
import type { Finding, KeptFrame } from '../../apps/api/src/violations/finding.js';
import { RecorderService } from '../../apps/api/src/violations/recorder.service.js';
import { ViolationEvent } from '../../apps/api/src/violations/violation-event.entity.js';
import { ViolationPayload } from '../../apps/api/src/violations/violation-payload.entity.js';
import { ViolationSignals } from '../../apps/api/src/violations/violation-signals.js';
import { account, contextOf, openExam, sitting, type Account } from '../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const frame = (over: Partial<KeptFrame> = {}): KeptFrame => ({
  frameId: v7(),
  at: Date.now(),
  jpeg: Buffer.from('a picture that nobody may read'),
  faces: [{ x: 0.1, y: 0.1, width: 0.3, height: 0.4 }],
  subject: 0,
  ...over,
});
const mismatch = (op: Finding['op'], over: Partial<Finding> & { distance?: number } = {}): Finding => {
  const { distance = 0.8, ...rest } = over;
  const measurements = { distance, threshold: 0.6, observations: 1, source: 'server' };
  return { op, kind: 'identity_mismatch', at: Date.now(), severity: 0.3, measurements, ...rest };
};
const missing = (op: Finding['op']): Finding => ({
  op,
  kind: 'face_missing',
  at: Date.now(),
  severity: 0.2,
  measurements: { missingSeconds: 15 },
});

describe('the recorder', () => {
  let server: TestApp;
  let recorder: RecorderService;
  let owner: Account;
  beforeAll(async () => {
    server = await startTestApp();
    recorder = server.app.get(RecorderService, { strict: false });
    owner = await account(server, 'instructor');
  });
  afterAll(() => server.close());

  async function newSitting(examId?: string) {
    const exam = examId ?? (await openExam(server, owner));
    const student = await account(server, 'student');
    return contextOf(exam, await sitting(server, exam, student), student.id);
  }
  const eventsOf = (where: { attemptId: string } | { examId: string }) =>
    server.dataSource.manager.find(ViolationEvent, { where, order: 'attemptId' in where ? { link: 'ASC' } : { position: 'ASC' } });
  async function chainOf(attemptId: string) {
    const links = await eventsOf({ attemptId });
    const rows = await server.dataSource.manager.find(ViolationPayload);
    const payloads = links.map(({ id }) => rows.find(({ eventId }) => eventId === id) ?? null);
    const attempt = await server.dataSource.manager.findOneByOrFail(Attempt, { id: attemptId });
    return { links, payloads, head: { hash: attempt.chainHead, length: attempt.chainLength } };
  }
  const saidOf = (payload: ViolationPayload | null | undefined) => JSON.parse(payload?.bytes.toString() ?? '{}') as Record<string, unknown>;
  const evidenceOfAttempt = (attemptId: string) => server.dataSource.manager.find(Evidence, { where: { attemptId }, order: { at: 'ASC' } });
  const storedObjects = async () => {
    const names = await readdir(join(server.dataDir, 'objects'), { recursive: true, withFileTypes: true }).catch(() => []);
    return names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  };

  it('keeps positions without holes and chains whole when 20 write to one exam at once', async () => {
    const examId = await openExam(server, owner);
    const contexts = await Promise.all(Array.from({ length: 5 }, () => newSitting(examId)));
    const published: ViolationView[] = [];
    const subscription = server.app.get(ViolationSignals, { strict: false }).changed$.subscribe((view) => published.push(view));
    await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const context = contexts[i % contexts.length];
        if (context === undefined) throw new Error('no sitting');
        for (const finding of [missing('open'), mismatch('confirm'), mismatch('close'), missing('close')])
          await recorder.record(context, [finding]);
      }),
    );
    subscription.unsubscribe();
    const events = await eventsOf({ examId });
    expect(events.length).toBeGreaterThan(20);
    expect(events.map(({ position }) => Number(position))).toEqual(events.map((_, i) => i + 1));
    expect(
      published
        .filter((view) => view.examId === examId)
        .map(({ position }) => position)
        .sort((a, b) => a - b),
    ).toEqual(events.map((_, i) => i + 1));
    for (const { attemptId } of contexts) {
      const { links, payloads, head } = await chainOf(attemptId);
      expect(links.length).toBeGreaterThan(0);
      expect(verifyChain(links, payloads, head)).toBeNull();
      expect(await recorder.open(attemptId)).toEqual([]);
    }
  });

  it('says in each payload what happened, under which policy, pipeline and place', async () => {
    const context = await newSitting();
    const kept = frame();
    const [view] = await recorder.record(
      context,
      [mismatch('open', { frameId: kept.frameId }), mismatch('confirm', { severity: 0.8 })],
      kept,
    );
    const { links, payloads } = await chainOf(context.attemptId);
    const [evidence] = await evidenceOfAttempt(context.attemptId);
    expect(links.map(({ type }) => type)).toEqual(['opened', 'confirmed']);
    expect(saidOf(payloads[0])).toEqual({
      eventId: links[0]?.id,
      violationId: view?.id,
      attemptId: context.attemptId,
      examId: context.examId,
      position: 1,
      link: 1,
      type: 'opened',
      kind: 'identity_mismatch',
      at: expect.any(String) as string,
      state: 'suspected',
      severity: 0.3,
      measurements: { distance: 0.8, threshold: 0.6, observations: 1, source: 'server' },
      policyHash: 'policy-hash',
      pipelineId: 'pipeline',
      engine: 'tfjs-wasm',
      evidence: [{ id: evidence?.id, sha256: createHash('sha256').update(kept.jpeg).digest('hex') }],
      recordedAt: links[0]?.recordedAt.toISOString(),
    });
    expect(view).toMatchObject({
      state: 'confirmed',
      confirmed: true,
      severity: 0.8,
      position: 2,
      evidence: [{ id: evidence?.id, subject: 0 }],
    });
  });

  it('does not lose what is confirmed without having been opened, and writes a repeat once', async () => {
    const context = await newSitting();
    await recorder.record(context, [mismatch('confirm')]);
    await recorder.record(context, [mismatch('confirm'), mismatch('open')]);
    await recorder.record(context, [mismatch('close', { endedAt: Date.now() })]);
    expect(await recorder.record(context, [mismatch('close')])).toEqual([]);
    expect((await eventsOf({ attemptId: context.attemptId })).map(({ type }) => type)).toEqual(['opened', 'confirmed', 'closed']);
  });

  it('opens one violation when the same is found twice at the same moment', async () => {
    const context = await newSitting();
    await Promise.all(Array.from({ length: 8 }, () => recorder.record(context, [mismatch('open')])));
    expect(await recorder.open(context.attemptId)).toHaveLength(1);
    expect(await eventsOf({ attemptId: context.attemptId })).toHaveLength(1);
  });

  it('seals the picture, lets it expire after the exam, and keeps four of a long violation', async () => {
    const context = await newSitting();
    const before = new Set(await storedObjects());
    for (let i = 0; i < 8; i++) {
      const kept = frame({ at: Date.now() + i });
      await recorder.record(
        context,
        [mismatch(i === 0 ? 'open' : 'escalate', { frameId: kept.frameId, distance: 0.62 * 1.12 ** i })],
        kept,
      );
    }
    const rows = await evidenceOfAttempt(context.attemptId);
    expect(rows).toHaveLength(4);
    const [{ closes_at: closesAt } = { closes_at: new Date(0) }] = await server.dataSource.query<{ closes_at: Date }[]>(
      'SELECT closes_at FROM exams WHERE id = $1',
      [context.examId],
    );
    expect(rows[0]?.expiresAt).toEqual(new Date(closesAt.getTime() + 30 * 86_400_000));
    const added = (await storedObjects()).filter((path) => !before.has(path));
    expect(added).toHaveLength(4);
    for (const path of added) expect((await readFile(path)).includes('nobody may read')).toBe(false);
  });

  it('keeps one frame once, though it opens and confirms', async () => {
    const context = await newSitting();
    const kept = frame();
    const frameId = kept.frameId;
    await recorder.record(
      context,
      [mismatch('open', { frameId }), mismatch('confirm', { frameId }), mismatch('escalate', { frameId, distance: 1 })],
      kept,
    );
    expect(await evidenceOfAttempt(context.attemptId)).toHaveLength(1);
  });

  it('leaves neither row nor object behind when the transaction fails', async () => {
    const context = await newSitting();
    const before = await storedObjects();
    const kept = frame();
    const gone = { ...context, examId: v7() };
    await expect(recorder.record(gone, [mismatch('open', { frameId: kept.frameId })], kept)).rejects.toThrow(
      'There is no such attempt in this exam',
    );
    expect(await storedObjects()).toEqual(before);
    expect(await eventsOf({ attemptId: context.attemptId })).toEqual([]);
  });

  it('records the finding without its picture when the disk takes none', async () => {
    const context = await newSitting();
    const kept = frame();
    const full = vi.spyOn(server.app.get(ObjectStore, { strict: false }), 'put').mockRejectedValueOnce(new Error('ENOSPC'));
    const [view] = await recorder.record(context, [mismatch('confirm', { frameId: kept.frameId })], kept);
    full.mockRestore();
    expect(view).toMatchObject({ confirmed: true, evidence: [] });
  });

  it('refuses measurements that are not those of the kind, and limits the severity to the kind', async () => {
    const context = await newSitting();
    await expect(recorder.record(context, [{ ...mismatch('open'), measurements: { missingSeconds: 3 } }])).rejects.toThrow();
    const [view] = await recorder.record(context, [{ ...missing('open'), severity: 1 }]);
    expect(view?.severity).toBe(0.4);
    expect(await eventsOf({ attemptId: context.attemptId })).toHaveLength(1);
  });

  it('still verifies when payloads and salts were erased', async () => {
    const context = await newSitting();
    await recorder.record(context, [mismatch('confirm'), missing('open')]);
    const before = await chainOf(context.attemptId);
    await server.dataSource.manager.delete(ViolationPayload, { eventId: before.links[0]?.id });
    const { links, payloads, head } = await chainOf(context.attemptId);
    expect(payloads.filter((payload) => payload === null)).toHaveLength(1);
    expect(verifyChain(links, payloads, head)).toBeNull();
  });

  it('shows every single change of what is stored', async () => {
    const context = await newSitting();
    await recorder.record(context, [mismatch('confirm'), missing('open')]);
    const { links, payloads, head } = await chainOf(context.attemptId);
    for (const [index, payload] of payloads.entries()) {
      const forged = payloads.map((other, i) =>
        i === index && other ? { salt: other.salt, bytes: Buffer.from(String(other.bytes).replace('"kind"', '"Kind"')) } : other,
      );
      expect(payload).not.toBeNull();
      expect(verifyChain(links, forged, head)?.at).toBe(index + 1);
    }
  });

  it('cannot change or delete chained and audited rows, neither as the app nor as the owner', async () => {
    const context = await newSitting();
    await recorder.record(context, [mismatch('open')]);
    await server.dataSource.manager.insert(AuditEntry, {
      id: v7(),
      actorId: null,
      action: 'test.done',
      subjectType: 'test',
      subjectId: null,
    });
    const app = await new DataSource(dataSourceOptions(await migrate(server.database.connection), 'app', ENTITIES)).initialize();
    const tries = ['violation_events', 'audit_log'].flatMap((table) => [
      `UPDATE ${table} SET id = id`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ]);
    for (const sql of [...tries, 'UPDATE violation_payloads SET salt = bytes']) {
      await expect(app.query(sql), `app: ${sql}`).rejects.toMatchObject({ code: '42501' });
      await expect(server.dataSource.query(sql), `owner: ${sql}`).rejects.toMatchObject({ code: '42501' });
    }
    await app.destroy();
  });
});

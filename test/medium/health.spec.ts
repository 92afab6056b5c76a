import { healthSchema, systemSchema, type Role } from '@invigil/shared';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import { Readiness } from '../../apps/api/src/vitals/readiness.js';
import { facePhoto } from '../support/faces/index.js';
import { programClient } from '../support/http.js';
import { account } from '../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('health', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp();
    // The analysis threads load their models while the server already answers.
    await vi.waitFor(async () => expect((await programClient(server.url).get('/health/ready')).status).toBe(200), {
      timeout: 60_000,
      interval: 100,
    });
  });
  afterAll(() => server.close());

  it('answers without signing in', async () => {
    const client = programClient(server.url);
    expect((await client.get('/health/live')).body).toEqual({ status: 'ok' });
    const ready = await client.get<{ status: string; checks: Record<string, string> }>('/health/ready');
    expect(ready.status).toBe(200);
    expect(ready.body.checks).toMatchObject({ database: 'up', migrations: 'up' });
  });

  it('is not ready when a migration has not run', async () => {
    const client = programClient(server.url);
    const newest = '(SELECT max(id) FROM migrations)';
    await server.dataSource.query(`UPDATE migrations SET name = 'x' || name WHERE id = ${newest}`);
    const ready = await client.get<{ checks: Record<string, string> }>('/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.body.checks).toMatchObject({ database: 'up', migrations: 'down' });
    await server.dataSource.query(`UPDATE migrations SET name = substr(name, 2) WHERE id = ${newest}`);
  });

  it('is not ready while a feature says that it cannot work, or throws', async () => {
    let up = false;
    server.app
      .get(Readiness)
      .register({ name: 'analysis', check: () => (up ? Promise.resolve(true) : Promise.reject(new Error('secret reason'))) });
    const client = programClient(server.url);
    const down = await client.get('/health/ready');
    expect(down.status).toBe(503);
    expect(JSON.stringify(down.body)).not.toContain('secret reason');
    up = true;
    expect((await client.get('/health/ready')).status).toBe(200);
  });

  it('shows the engine in use, its threads, its queue and its frames, and nothing else', async () => {
    const client = programClient(server.url);
    const pool = server.app.get(AnalysisService, { strict: false });
    const before = healthSchema.parse((await client.get('/health')).body);
    expect(before.status).toBe('ok');
    expect(before.engine).toEqual({ name: pool.engineName, threads: 1 });
    expect(before.engine.name).not.toBe('starting');
    await pool.analyse({ attemptId: 'one', jpeg: await facePhoto('student'), priority: 'routine' });
    await expect(pool.analyse({ attemptId: 'one', jpeg: new Uint8Array(9), priority: 'routine' })).rejects.toThrow();
    const after = healthSchema.parse((await client.get('/health')).body);
    expect(after.frames.analysed).toBe(before.frames.analysed + 1);
    expect(after.frames.badPictures).toBe(before.frames.badPictures + 1);
    expect(after.queue).toEqual({ waiting: 0, running: 0 });
  });

  it('says so with status 503 while a check is down', async () => {
    let up = false;
    server.app.get(Readiness).register({ name: 'feature', check: () => Promise.resolve(up) });
    const down = await programClient(server.url).get('/health');
    expect(down.status).toBe(503);
    expect(healthSchema.parse(down.body)).toMatchObject({ status: 'unavailable', checks: { feature: 'down' } });
    up = true;
    expect((await programClient(server.url).get('/health')).status).toBe(200);
  });

  it('tells Prometheus the engine and what became of pictures', async () => {
    const { body } = await programClient(server.url).get<string>('/metrics');
    expect(body).toMatch(/^invigil_engine_info\{engine="[^"]+",threads="1"\} 1$/m);
    expect(body).toMatch(/^invigil_analysis_total\{outcome="analysed"\} [1-9]/m);
    expect(body).toMatch(/^invigil_analysis_total\{outcome="faults"\} 0$/m);
    expect(body).toMatch(/^invigil_analysis_queue\{state="waiting"\} 0$/m);
  });

  it('shows the system to administrators and to nobody else', async () => {
    const status = async (role: Role): Promise<number> => {
      const { token } = await account(server, role);
      return (await programClient(server.url, token).get('/api/system')).status;
    };
    expect((await programClient(server.url).get('/api/system')).status).toBe(401);
    for (const role of ['student', 'proctor', 'instructor'] as const) expect(await status(role)).toBe(403);
    const { token } = await account(server, 'administrator');
    const answer = await programClient(server.url, token).get('/api/system');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const system = systemSchema.parse(answer.body);
    expect(Date.parse(system.startedAt)).toBeLessThan(Date.now());
    // a mark comes each five seconds, and the server has been up for two by now
    await expect
      .poll(async () => systemSchema.parse((await programClient(server.url, token).get('/api/system')).body).load.length, {
        timeout: 60_000,
        interval: 500,
      })
      .toBeGreaterThan(0);
  });

  it('measures the lag of the event loop', async () => {
    const metrics = await programClient(server.url).get<string>('/metrics');
    expect(metrics.body).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
  });
});

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Readiness } from '../../apps/api/src/health/readiness.js';
import { programClient } from '../support/http.js';
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

  it('measures the lag of the event loop', async () => {
    const metrics = await programClient(server.url).get<string>('/metrics');
    expect(metrics.body).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
  });
});

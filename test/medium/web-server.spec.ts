import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programClient, type Client } from '../support/http.js';
import { repositoryRoot, startTestApp, type TestApp } from '../support/test-app.js';

/** Every directive but that of scripts, which names the page's own. Whoever lets more in changes this list. */
const POLICY = {
  'default-src': "'self'",
  'worker-src': "'self' blob:",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'media-src': "'self' blob: mediastream:",
  'font-src': "'self' data:",
  'connect-src': "'self' data: blob:",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
};
/** On localhost nobody is told to insist on HTTPS. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': null,
  'x-powered-by': null,
};

describe('the web server', () => {
  let server: TestApp;
  let client: Client;
  let root: string;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'invigil-web-'));
    const build = join(root, 'apps', 'web', 'build');
    mkdirSync(join(build, '_app', 'immutable'), { recursive: true });
    symlinkSync(join(repositoryRoot, 'models'), join(root, 'models'));
    writeFileSync(join(build, '200.html'), '<!doctype html><title>the app</title><script>boot()</script>');
    writeFileSync(join(build, '_app', 'immutable', 'entry.js'), 'export {}');
    writeFileSync(join(root, 'secret.txt'), 'secret');
    server = await startTestApp({ overrides: { root } });
    client = programClient(server.url);
  });
  afterAll(async () => {
    await server.close();
    rmSync(root, { recursive: true, force: true });
  });

  it.each(['/', '/login', '/exam/0190', '/setup'])('answers %s with the app', async (path) => {
    const page = await client.get<string>(path);
    expect(page.status).toBe(200);
    expect(page.body).toContain('the app');
    expect(page.headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    '/api/nothing',
    '/auth/nothing',
    '/models/nothing.bin',
    '/models/onnx/face_recognition.onnx',
    '/_app/immutable/nothing.js',
    '/health/nothing',
  ])('does not answer %s with the app', async (path) => {
    const answer = await client.get(path);
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('lets browsers keep what never changes', async () => {
    const file = await client.get('/_app/immutable/entry.js');
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await client.get('/models/manifest.json')).status).toBe(200);
  });

  it.each(['/..%2fsecret.txt', '/models/..%2f..%2fsecret.txt', '/_app/immutable/..%2f..%2f..%2f..%2f..%2fsecret.txt'])(
    'gives no file from outside at %s',
    async (path) => {
      expect((await client.get(path)).body).not.toBe('secret');
    },
  );

  it('sends a policy that allows the page its own inline script by hash, and no other', async () => {
    const policy = (await client.get('/')).headers.get('content-security-policy') ?? '';
    const scripts = policy.split(';').find((directive) => directive.startsWith('script-src')) ?? '';
    expect(scripts).toMatch(/^script-src 'self' 'wasm-unsafe-eval' 'sha256-[\w+/=]+'$/);
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('sends every answer, page, file or refusal, with headers that keep other sites out', async () => {
    const paths = ['/', '/exam/0190', '/_app/immutable/entry.js', '/models/manifest.json', '/health/live', '/api/nothing', '/auth/profile'];
    for (const path of [...paths, '/api/docs.json']) {
      const { headers } = await client.get(path);
      const policy = new Map(
        (headers.get('content-security-policy') ?? '').split(';').map((directive): [string, string] => {
          const [name = '', ...sources] = directive.trim().split(' ');
          return [name, sources.join(' ')];
        }),
      );
      expect([path, Object.fromEntries([...policy].filter(([name]) => name !== 'script-src'))]).toEqual([path, POLICY]);
      expect([path, ...Object.keys(HEADERS).map((name) => headers.get(name))]).toEqual([path, ...Object.values(HEADERS)]);
    }
  });

  it.each([
    ['{"email":', 400, 'BAD_REQUEST'],
    [JSON.stringify({ text: 'x'.repeat(3_000_000) }), 413, 'TOO_LARGE'],
  ])('refuses a body it cannot take, without repeating it', async (body, status, code) => {
    const answer = await client.post<{ message: string }>('/auth/login', body);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status: 'error', error: { code } });
    expect(answer.body.message.length).toBeLessThan(120);
  });

  it('logs neither query strings nor headers', async () => {
    await fetch(`${server.url}/api/nothing?token=canary-query`, {
      headers: { authorization: 'Bearer canary-header', cookie: 'access=canary-cookie' },
    });
    expect(server.logs.join('')).toContain('/api/nothing');
    expect(server.logs.join('')).not.toMatch(/canary-(query|header|cookie)/);
  });

  it('describes its calls', async () => {
    expect((await client.get('/api/docs.json')).body).toMatchObject({ openapi: expect.stringMatching(/^3/) as string });
  });
});

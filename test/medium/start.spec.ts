import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.js';
import { repositoryRoot } from '../support/test-app.js';

/** The server as it is shipped: the built main.js in a process of its own. */
class Server {
  output = '';
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<number | null>;

  constructor(env: Record<string, string>) {
    const inherited = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
    this.process = spawn(process.execPath, [join(repositoryRoot, 'apps', 'api', 'dist', 'main.js')], {
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = once(this.process, 'close').then(([code]) => code as number | null);
  }

  /** Resolves once the terminal shows the text. */
  async shows(text: string): Promise<void> {
    const ended = this.ended.then(() => {
      throw new Error(`It ended without showing "${text}":\n${this.output}`);
    });
    ended.catch(() => undefined);
    while (!this.output.includes(text)) await Promise.race([once(this.process.stdout, 'data'), once(this.process.stderr, 'data'), ended]);
  }
}

describe('the start', () => {
  let folder: string;
  const servers: Server[] = [];
  const start = (env: Record<string, string>): Server => {
    const server = new Server({ INVIGIL_DATA: folder, LOG_LEVEL: 'warn', ANALYSIS_THREADS: '1', ...env });
    servers.push(server);
    return server;
  };
  const sentence = async (env: Record<string, string>): Promise<string> => {
    const server = start(env);
    expect(await server.ended).toBe(1);
    return server.output.trim();
  };
  const postmaster = (): number => Number(readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'invigil-start-'));
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.process.kill('SIGTERM');
      await server.ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints the address and a new set-up link each time, and ends cleanly', async () => {
    const port = String(await freePort());
    const links: (string | undefined)[] = [];
    for (let round = 0; round < 2; round++) {
      const server = start({ PORT: port });
      await server.shows('/setup#');
      await server.shows('\n\n');
      links.push(new RegExp(`http://localhost:${port}/setup#[\\w-]{32}`).exec(server.output)?.[0]);
      const pid = postmaster();
      server.process.kill('SIGTERM');
      expect(await server.ended).toBe(0);
      expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    }
    expect(links[0]).toBeDefined();
    expect(links[1]).toBeDefined();
    expect(links[0]).not.toBe(links[1]);
  });

  it('comes back after a kill -9, on the database that was left running', async () => {
    const port = String(await freePort());
    const killed = start({ PORT: port });
    await killed.shows('/setup#');
    const pid = postmaster();
    killed.process.kill('SIGKILL');
    await killed.ended;
    const next = start({ PORT: port });
    await next.shows('/setup#');
    expect(postmaster()).toBe(pid);
  });

  it('says which port is in use and how to choose another', async () => {
    const port = await freePort();
    const holder = createServer().listen(port, '127.0.0.1');
    await once(holder, 'listening');
    expect(await sentence({ PORT: String(port) })).toBe(
      `Port ${String(port)} is in use, perhaps by another Invigil; stop that, or choose another: PORT=${String(port + 1)} npm start`,
    );
    holder.close();
  });

  it('does not share a data folder with a running one', async () => {
    const first = start({ PORT: String(await freePort()) });
    await first.shows('/setup#');
    expect(await sentence({ PORT: String(await freePort()) })).toBe(
      `Invigil is already running on ${folder}; stop it first, or set INVIGIL_DATA (and PORT) for a second installation.`,
    );
    expect((await fetch(`${/http:\/\/localhost:\d+/.exec(first.output)?.[0] ?? ''}/health/live`)).status).toBe(200);
  });

  it('says that the database of DATABASE_URL does not answer, and shows no password', async () => {
    const port = await freePort();
    const text = await sentence({ PORT: String(port), DATABASE_URL: `postgres://me:hunter2@127.0.0.1:${String(port)}/invigil` });
    expect(text).toMatch(/^The PostgreSQL of DATABASE_URL \(127\.0\.0\.1:\d+\/invigil\) does not answer .*; check that it runs/);
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('\n');
  });

  it('does not go public without a secret', async () => {
    expect(await sentence({ PORT: String(await freePort()), PUBLIC_URL: 'https://exams.example.org' })).toMatch(/^JWT_SECRET is missing/);
  });

  it.skipIf(existsSync(join(repositoryRoot, 'gpu', 'node_modules')))(
    'stops where the engine cannot be loaded, and takes no other',
    async () => {
      const text = await sentence({ PORT: String(await freePort()), FACE_ENGINE: 'gpu' });
      expect(text).toMatch(/FACE_ENGINE is gpu, which cannot be loaded: .*gpu/);
      expect(text).not.toContain('/setup#');
    },
  );

  it('names a setting that cannot be read', async () => {
    expect(await sentence({ PORT: 'eighty' })).toBe(
      'The setting PORT must be a port number from 1 to 65535; correct it in .env or in the environment and start again.',
    );
  });
});

import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedPostgres } from '../../apps/api/src/database/embedded-postgres.js';

const asRoot = process.getuid?.() === 0;

describe('EmbeddedPostgres', () => {
  let folder: string;
  const servers: EmbeddedPostgres[] = [];

  const make = (inside = folder, onRestart?: () => void): EmbeddedPostgres => {
    const server = new EmbeddedPostgres({ folder: join(inside, 'postgres'), durable: false, ...(onRestart ? { onRestart } : {}) });
    servers.push(server);
    return server;
  };

  const ask = async (server: EmbeddedPostgres, sql: string): Promise<unknown[]> => {
    const client = new pg.Client({ host: server.socketDir, user: server.user, database: 'postgres' });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'invigil-pg-'));
    chmodSync(folder, 0o711);
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.unwatch();
      await server.stop();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps data over a clean stop', async () => {
    const first = make();
    expect(await first.start()).toBe(true);
    await ask(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(first.postmaster()).toBeUndefined();
    const second = make();
    await second.start();
    expect(await ask(second, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('finds the server of an app that was killed and uses it again', async () => {
    const killed = make();
    await killed.start();
    const pid = killed.postmaster();
    killed.unwatch();
    const next = make();
    expect(await next.start()).toBe(false);
    expect(next.postmaster()).toBe(pid);
  });

  it('starts again by itself when the server is killed, and keeps what was committed', async () => {
    let server: EmbeddedPostgres | undefined;
    const restarted = new Promise<void>((resolve) => {
      server = make(folder, resolve);
    });
    if (!server) throw new Error('no server was made');
    await server.start();
    await ask(server, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = server.postmaster() ?? 0;
    process.kill(pid, 'SIGKILL');
    await restarted;
    expect(server.postmaster()).not.toBe(pid);
    expect(await ask(server, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('starts after app and server were killed together', async () => {
    const killed = make();
    await killed.start();
    await ask(killed, 'CREATE TABLE kept AS SELECT 42 AS answer');
    killed.unwatch();
    process.kill(killed.postmaster() ?? 0, 'SIGKILL');
    const next = make();
    expect(await next.start()).toBe(true);
    expect(await ask(next, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('begins anew when it was killed while making its folder', async () => {
    mkdirSync(join(folder, 'postgres', 'cluster.new-4194305', 'base'), { recursive: true });
    const server = make();
    await server.start();
    expect(await ask(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(readdirSync(join(folder, 'postgres')).filter((name) => name.startsWith('cluster.new'))).toEqual([]);
  });

  it('starts one server when two processes make it at once, and only one of them calls it its own', async () => {
    const [first, second] = [make(), make()];
    const started = await Promise.all([first.start(), second.start()]);
    expect(started.filter(Boolean)).toHaveLength(1);
    expect(first.postmaster()).toBe(second.postmaster());
  });

  it('listens on a unix socket only, in a folder that is its own', async () => {
    const server = make();
    await server.start();
    expect(await ask(server, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect(statSync(server.socketDir).mode & 0o077).toBe(0);
  });

  it('finds room for its socket when the data folder has a long name', async () => {
    const deep = join(folder, 'a'.repeat(60), 'b'.repeat(60));
    mkdirSync(deep, { recursive: true });
    const server = make(deep);
    await server.start();
    expect(await ask(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it.runIf(asRoot)('runs as root under a folder that only root can enter, and when that folder is opened later', async () => {
    chmodSync(folder, 0o700);
    const closed = make();
    await closed.start();
    await ask(closed, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await closed.stop();
    chmodSync(folder, 0o711);
    const opened = make();
    await opened.start();
    expect(await ask(opened, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });
});

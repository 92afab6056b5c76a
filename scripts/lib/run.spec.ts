import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { foreground } from './run.mjs';

const here = { cwd: process.cwd(), env: process.env };

/** Starts a program that holds a connection to `port`, and never ends. */
const parent = (port: number) => `
  const child = 'require("node:net").connect(${String(port)}, "127.0.0.1"); setInterval(() => {}, 1000);';
  require('node:child_process').spawn(process.execPath, ['-e', child]);
  setInterval(() => {}, 1000);
`;

describe('foreground', () => {
  it('gives the exit status', async () => {
    expect(await foreground(process.execPath, ['-e', 'process.exit(3)'], here)).toBe(3);
  });

  it('says that there is no such command with a status, too', async () => {
    expect(await foreground('no-such-command', [], here)).toBe(127);
  });

  it('ends at its limit a command that hangs, and what that started', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const limit = new AbortController();
    const running = foreground(process.execPath, ['-e', parent((server.address() as AddressInfo).port)], { ...here, limit: limit.signal });
    const [socket] = (await once(server, 'connection')) as [Socket];
    const closed = once(
      socket.resume().on('error', () => undefined),
      'close',
    );
    limit.abort();
    expect(await running).toBe(124);
    await closed;
    server.close();
  });
});

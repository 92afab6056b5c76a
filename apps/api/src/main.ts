import 'reflect-metadata';
import { resolve } from 'node:path';
import { loadConfig, StartError } from './config/config.js';
import { startServer, type RunningServer } from './start-server.js';

const root = resolve(import.meta.dirname, '..', '..', '..');
/** One Ctrl-C arrives several times: from the terminal, from npm, from the launcher. A later one means impatience. */
const SAME_KEYPRESS_MS = 2000;

function stopOnSignal(starting: Promise<RunningServer>): void {
  let asked: number | undefined;
  const stop = (): void => {
    if (asked !== undefined) {
      if (Date.now() - asked > SAME_KEYPRESS_MS) process.exit(1);
      return;
    }
    asked = Date.now();
    process.stdout.write('\nStopping: finishing what was begun. Press Ctrl-C again to stop at once.\n');
    // A start that fails says so itself.
    starting.then(
      (server) => server.close().then(() => process.exit(0), fail),
      () => undefined,
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

function fail(error: unknown): never {
  const unexpected = error instanceof Error ? (error.stack ?? error.message) : 'unknown reason';
  process.stderr.write(`\n${error instanceof StartError ? error.message : `Invigil cannot go on: ${unexpected}`}\n`);
  process.exit(1);
}

try {
  const starting = startServer(loadConfig(root));
  stopOnSignal(starting);
  process.stdout.write((await starting).greeting);
} catch (error) {
  fail(error);
}

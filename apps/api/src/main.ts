import 'reflect-metadata';
import { resolve } from 'node:path';
import { loadConfig, StartError } from './config.js';
import { startServer } from './start-server.js';

const root = resolve(import.meta.dirname, '..', '..', '..');

try {
  const server = await startServer(loadConfig(root));
  process.stdout.write(server.greeting);
  let asked: number | undefined;
  const stop = (): void => {
    if (asked !== undefined) {
      // One Ctrl-C arrives several times: from the terminal, from npm, from the launcher. A later one means impatience.
      if (Date.now() - asked > 2000) process.exit(1);
      return;
    }
    asked = Date.now();
    process.stdout.write('\nStopping: finishing what was begun. Press Ctrl-C again to stop at once.\n');
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : 'Stopping failed.'}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
} catch (error) {
  process.stderr.write(`\n${error instanceof StartError ? error.message : `Invigil could not start: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown reason'}`}\n`);
  process.exit(1);
}

import 'reflect-metadata';
import { resolve } from 'node:path';
import { loadConfig, StartError } from './config.js';
import { startServer } from './start-server.js';

const root = resolve(import.meta.dirname, '..', '..', '..');

try {
  const server = await startServer(loadConfig(root));
  process.stdout.write(server.greeting);
  const stop = (): void => {
    // A second signal means that somebody does not want to wait.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeAllListeners(signal);
    process.stdout.write('\nStopping: finishing what was begun …\n');
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : 'Stopping failed.'}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
} catch (error) {
  process.stderr.write(`\n${error instanceof StartError ? error.message : `Invigil could not start: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown reason'}`}\n`);
  process.exit(1);
}

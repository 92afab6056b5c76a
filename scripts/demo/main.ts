import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CAST } from './cast.js';
import { fill, seat, type Account, type Filled } from './fill.js';
import { startApp, type AppProcess } from './app-process.js';
import { PictureBook } from './picture-book.js';
import { ProgramClient } from './program-client.js';
import { sit } from './sit.js';

const root = resolve(import.meta.dirname, '..', '..');
const dataDir = resolve(root, process.env['DEMO_DATA'] ?? 'data-demo');
/** Says that a folder is the demo's own and may be thrown away. */
const marker = join(dataDir, 'demo-of-invigil');
const port = process.env['PORT'] ?? '3000';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function freshFolder(): void {
  if (existsSync(dataDir) && !existsSync(marker)) {
    throw new Error(`${dataDir} is not a folder of the demo; move it away, or set DEMO_DATA to another folder.`);
  }
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  writeFileSync(marker, 'Made by npm run demo, and made anew each time.\n');
}

function introduce(app: AppProcess, { proctor, instructor, administrator, examId }: Filled): void {
  const row = (who: string, { email, password }: Account): string => `  ${who.padEnd(14)}${email.padEnd(34)}${password}`;
  say(
    `\nEight simulated students are sitting “Algebra I”. Sign in and watch; in the first minute one is replaced, one leaves, one has company,`,
  );
  say(`one holds a screen before the camera, one loses the network, and one did not pass the check-in and waits for you.\n`);
  say(`  Live page     ${app.url}/proctor/${examId}`);
  say(`  Report        ${app.url}/review/${examId}\n`);
  say([row('Proctor', proctor), row('Instructor', instructor), row('Administrator', administrator)].join('\n'));
  say('\nThese passwords are shown only now. Ctrl-C ends the demo; the next one starts anew.');
}

async function run(): Promise<void> {
  freshFolder();
  say('Starting Invigil with a data folder of its own …');
  const app = await startApp(root, { INVIGIL_DATA: dataDir, PORT: port, DATABASE_URL: '', LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn' });
  const book = new PictureBook(root);
  const stop = new AbortController();
  const quit = (): void => {
    stop.abort();
    app.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, quit);
  try {
    if (app.setupToken === null) throw new Error('The demo needs an empty installation.');
    const guest = new ProgramClient(app.url);
    say('Making an exam, its people and their pictures …');
    const filled = await fill(guest, app.setupToken);
    introduce(app, filled);
    // one after the other, so that the wall fills before one's eyes
    for (const role of CAST) {
      if (stop.signal.aborted) break;
      const seated = await seat(guest, book, filled, role);
      void sit(app.url, book, seated, stop.signal).catch((error: unknown) => say(`${role.name}: ${String(error)}`));
    }
  } catch (error) {
    if (!stop.signal.aborted) {
      quit();
      throw error;
    }
  } finally {
    process.exitCode = await app.ended;
    await book.close();
  }
}

try {
  await run();
  // what is left are timers of students who wait for answers of a server that is gone
  process.exit();
} catch (error) {
  process.stderr.write(`\nThe demo could not go on: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

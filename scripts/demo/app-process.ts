import { spawn, type ChildProcess } from 'node:child_process';

/** The product itself, in a process of its own, as `npm start` runs it. */
export interface AppProcess {
  readonly url: string;
  /** Token of the one-time set-up link; null when somebody has set it up already. */
  readonly setupToken: string | null;
  readonly ended: Promise<number>;
  stop(): void;
}

const READY = /Invigil is ready: (\S+)/;
const SETUP = /\/setup#(\S+)/;

/**
 * @param root repository root
 * @param env settings on top of this process's own
 * @throws Error with what the product said when it stopped before it was ready
 */
export function startApp(root: string, env: Record<string, string>): Promise<AppProcess> {
  const child = spawn(process.execPath, ['apps/api/dist/main.js'], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    // Ctrl-C reaches the demo, which stops its students first
    detached: process.platform !== 'win32',
  });
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 0)));
  return new Promise((resolve, reject) => {
    void ended.then((code) =>
      reject(new Error(`Invigil stopped before it was ready (exit code ${String(code)}); the line above says why.`)),
    );
    void readiness(child).then((said) => resolve({ ...said, ended, stop: () => void child.kill('SIGTERM') }));
  });
}

/** Reads what the start prints; log lines go by unread. */
function readiness(child: ChildProcess): Promise<{ url: string; setupToken: string | null }> {
  let said = '';
  return new Promise((resolve) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (said.length < 100_000) said += text;
      const url = READY.exec(said)?.[1];
      const setupToken = SETUP.exec(said)?.[1];
      if (url && (setupToken ?? !said.includes('Nobody has set it up'))) resolve({ url, setupToken: setupToken ?? null });
    });
  });
}

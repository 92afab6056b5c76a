import { spawn } from 'node:child_process';

/** A failure that a person can act on: one sentence. */
export class LaunchError extends Error {}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** @returns the command as this system starts it */
export const program = (name) => (name === 'npm' ? npm : name);

/**
 * Runs a command quietly, saying every ten seconds that it still runs; what it printed is shown when it fails.
 * @param {string} title what a person reads, such as "Installing packages"
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd: string, env: Record<string, string|undefined>, hint: string}} options `hint` says what to do when it fails
 */
export async function step(title, command, args, { cwd, env, hint }) {
  const begun = Date.now();
  const seconds = () => `${((Date.now() - begun) / 1000).toFixed(1)} s`;
  console.log(`• ${title} …`);
  const beat = setInterval(() => console.log(`  … still at it: ${title.toLowerCase()}, ${seconds()}`), 10_000);
  const { code, output } = await capture(command, args, { cwd, env }).finally(() => clearInterval(beat));
  if (code !== 0) throw new LaunchError(`${output.trimEnd()}\n\n${title} failed after ${seconds()}. ${hint}`);
  console.log(`  ${title}: done in ${seconds()}`);
}

/** Runs a command to its end and keeps what it prints. */
export function capture(command, args, { cwd, env }) {
  return new Promise((resolve) => {
    const child = spawn(program(command), args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.on('close', (code, signal) => resolve({ code: code ?? 1, output: signal ? `${output}ended by ${signal}` : output }));
  });
}

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** How long a command that ran into its limit has to end by itself. */
const GRACE_MS = 10_000;

function signalGroup({ pid }, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * Runs a command in the foreground until it ends, handing on the signals that were meant for it.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd: string, env: Record<string, string|undefined>, limit?: AbortSignal}} options when `limit` is aborted, the command is
 *   ended with all that it started (on Windows: the command alone)
 * @returns {Promise<number>} its exit status; 124 when it was ended by its limit
 */
export function foreground(command, args, { cwd, env, limit }) {
  return new Promise((resolve) => {
    // a group of its own, so that nothing of it is left behind
    const detached = limit !== undefined && process.platform !== 'win32';
    const child = spawn(program(command), args, { cwd, env, stdio: 'inherit', detached });
    const send = (signal) => (detached && child.pid !== undefined ? signalGroup(child, signal) : child.kill(signal));
    const handlers = FORWARDED.map((signal) => {
      const handler = () => send(signal);
      process.on(signal, handler);
      return [signal, handler];
    });
    let grace;
    const end = () => {
      send('SIGTERM');
      grace = setTimeout(() => send('SIGKILL'), GRACE_MS);
    };
    limit?.addEventListener('abort', end, { once: true });
    const settle = (code) => {
      for (const [name, handler] of handlers) process.off(name, handler);
      limit?.removeEventListener('abort', end);
      clearTimeout(grace);
      if (limit?.aborted) send('SIGKILL');
      resolve(limit?.aborted ? 124 : code);
    };
    child.on('error', (error) => {
      console.error(`${command} could not be started (${error.message}).`);
      settle(127);
    });
    child.on('exit', (code, signal) => settle(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1)));
  });
}

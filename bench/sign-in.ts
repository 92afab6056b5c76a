import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startApp } from '../scripts/demo/app-process.js';
import { ProgramClient } from '../scripts/demo/program-client.js';

/**
 * Whether the time of a refused sign-in tells an address without an account from a wrong password: both, interleaved and one at a time, against the
 * real app in a process of its own. `--n` pairs; each address is tried a few times only, as the guard against guessing allows.
 */
const { values: options } = parseArgs({ options: { n: { type: 'string', default: '500' } } });
const n = Number(options.n);
if (!Number.isInteger(n) || n < 10) throw new Error('--n is how many pairs are measured: a whole number from 10 on.');
const WARM_UP = 10;
const TRIES_AN_ADDRESS = 8;
const RESAMPLES = 2000;
const PASSWORD = 'bench-password-of-nobody';
const root = resolve(import.meta.dirname, '..');

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Milliseconds until the server has refused. */
async function refusal(url: string, email: string): Promise<number> {
  const body = JSON.stringify({ email, password: 'a-wrong-password-of-nobody' });
  const begun = performance.now();
  const response = await fetch(`${url}/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await response.arrayBuffer();
  const ms = performance.now() - begun;
  if (response.status !== 401) throw new Error(`A sign-in was answered with ${String(response.status)} instead of 401.`);
  return ms;
}

const middle = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? Number.NaN) + (sorted[sorted.length >> 1] ?? Number.NaN)) / 2;
};

/** Mann-Whitney's U by its normal approximation: how many standard deviations the ranks of `a` lie above those of chance. Times do not tie. */
function rankTest(a: readonly number[], b: readonly number[]): { z: number; p: number } {
  const all = [...a.map((ms) => ({ ms, first: true })), ...b.map((ms) => ({ ms, first: false }))].toSorted((x, y) => x.ms - y.ms);
  const ranks = all.reduce((sum, { first }, index) => sum + (first ? index + 1 : 0), 0);
  const u = ranks - (a.length * (a.length + 1)) / 2;
  const z = (u - (a.length * b.length) / 2) / Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12);
  return { z, p: 2 * upperTail(Math.abs(z)) };
}

/** Share of a normal distribution above `z` ≥ 0; Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17; error below 7.5e-8. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const sum = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}

/** 95 % interval of the difference of the medians, by drawing pairs again and again. */
function interval(a: readonly number[], b: readonly number[]): [number, number] {
  const differences = Array.from({ length: RESAMPLES }, () => {
    const drawn = a.map(() => Math.floor(Math.random() * a.length));
    return middle(drawn.map((i) => a[i] ?? Number.NaN)) - middle(drawn.map((i) => b[i] ?? Number.NaN));
  }).toSorted((x, y) => x - y);
  return [differences[Math.floor(RESAMPLES * 0.025)] ?? Number.NaN, differences[Math.ceil(RESAMPLES * 0.975) - 1] ?? Number.NaN];
}

async function measure(url: string, setupToken: string): Promise<void> {
  const guest = new ProgramClient(url);
  await guest.post('/api/setup', { token: setupToken, email: 'admin@bench.example', password: PASSWORD, name: 'admin' });
  const addresses = Math.ceil((n + WARM_UP) / TRIES_AN_ADDRESS);
  for (let i = 0; i < addresses; i++)
    await guest.post('/auth/signup', { email: `known${String(i)}@bench.example`, password: PASSWORD, name: `known${String(i)}` });
  const unknown: number[] = [];
  const wrong: number[] = [];
  for (let i = 0; i < n + WARM_UP; i++) {
    const turns = [
      { name: 'nobody', times: unknown },
      { name: 'known', times: wrong },
    ];
    // which comes first is left to chance, so that nothing that alternates falls on one side
    if (Math.random() < 0.5) turns.reverse();
    for (const { name, times } of turns) {
      const ms = await refusal(url, `${name}${String(i % addresses)}@bench.example`);
      if (i >= WARM_UP) times.push(ms);
    }
  }
  report(unknown, wrong);
}

function report(unknown: readonly number[], wrong: readonly number[]): void {
  const [unknownMs, wrongMs] = [middle(unknown), middle(wrong)];
  const { z, p } = rankTest(unknown, wrong);
  const [low, high] = interval(unknown, wrong);
  const ratio = unknownMs / wrongMs;
  console.log(`
Refused sign-ins, one at a time, ${String(n)} of each kind
  unknown address, median          ${unknownMs.toFixed(2)} ms
  wrong password, median           ${wrongMs.toFixed(2)} ms
  ratio                            ${ratio.toFixed(3)}
  difference of medians, 95 %      ${low.toFixed(2)} to ${high.toFixed(2)} ms
  Mann-Whitney                     z = ${z.toFixed(2)}, p = ${p.toFixed(3)}
`);
  const round = (value: number): number => Number(value.toFixed(3));
  console.log(
    JSON.stringify({
      n,
      unknownMs: round(unknownMs),
      wrongMs: round(wrongMs),
      ratio: round(ratio),
      differenceMs: [round(low), round(high)],
      z: round(z),
      p: round(p),
    }),
  );
}

const dataDir = mkdtempSync(join(tmpdir(), 'invigil-bench-'));
const app = await startApp(root, {
  INVIGIL_DATA: dataDir,
  PORT: String(await freePort()),
  PUBLIC_URL: '',
  DATABASE_URL: '',
  LOG_LEVEL: 'error',
  THROTTLE_LIMIT: '1000000',
});
try {
  await measure(app.url, app.setupToken ?? '');
} finally {
  app.stop();
  await app.ended;
  rmSync(dataDir, { recursive: true, force: true });
}

import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium, howToGet } from './lib/chromium.mjs';
import { readText } from './lib/marker.mjs';
import { capture, foreground } from './lib/run.mjs';
import { countReport, failuresOf, slowFiles, Tally } from './lib/tally.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const env = process.env;
const module = (path) => join(root, 'node_modules', path);
const tally = new Tally();
/** Every test file that ran, with its time. */
const files = [];
/** What failed, and what it said: printed once more at the end, where whoever sees only the end of a log finds it. */
const failures = [];
/** Printed at the end. */
const SLOWEST = 10;

/** Set when whoever started the run has had enough of it. */
let stopped = false;

/** One check is one test: it passes or fails as a whole. The longest comes early, so that nothing waits for it alone at the end. */
const checks = [
  ['types of server, libraries and migrations', ['typescript/bin/tsc', '-b']],
  ['lint', ['eslint/bin/eslint.js', '--max-warnings', '0', '.']],
  ['types of tests', ['typescript/bin/tsc', '-p', 'tsconfig.test.json', '--noEmit']],
  [
    'types of pages (svelte-check)',
    ['svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
    'apps/web',
  ],
  [
    'direction of imports',
    ['dependency-cruiser/bin/dependency-cruiser.mjs', 'apps', 'libs', 'migrations', '--config', '.dependency-cruiser.mjs'],
  ],
  ['nothing unused (knip)', ['knip/bin/knip.js', '--no-progress']],
  ['format', ['prettier/bin/prettier.cjs', '--check', '.']],
];

/** Of a failed check's output, at the end of the run. */
const LINES_OF_A_CHECK = 25;

/** At once; each keeps about one core busy. */
const CHECKS_AT_ONCE = 2;

async function check([title, [tool, ...args], folder = '.']) {
  const begun = Date.now();
  const { code, output } = await capture(process.execPath, [module(tool), ...args], { cwd: join(root, folder), env });
  tally.add(code === 0 ? { passed: 1 } : { failed: 1 });
  console.log(`${code === 0 ? '✓' : '✗'} ${title} (${((Date.now() - begun) / 1000).toFixed(0)} s)`);
  if (code === 0) return;
  console.log(output.trimEnd());
  failures.push(`${title}\n${output.trimEnd().split('\n').slice(-LINES_OF_A_CHECK).join('\n')}`);
}

/** The first builds what the next ones read. */
async function checkAll() {
  const [types, ...left] = checks;
  await check(types);
  const work = async () => {
    for (let entry = left.shift(); entry && !stopped; entry = left.shift()) await check(entry);
  };
  await Promise.all(Array.from({ length: CHECKS_AT_ONCE }, work));
}

/** Longer than a slow machine takes; whatever hangs is ended then, so that the run ends as well. */
const LIMIT_MINUTES = { unit: 15, medium: 30, roads: 30, e2e: 45 };

async function suite(project, wanted) {
  console.log(`\n• ${project} tests`);
  const report = join(root, 'test', '.out', `${project}.json`);
  rmSync(report, { force: true });
  const args = [
    module('vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...wanted,
  ];
  const minutes = LIMIT_MINUTES[project];
  const code = await foreground(process.execPath, args, { cwd: root, env, limit: AbortSignal.timeout(minutes * 60_000) });
  if (code === 124) console.log(`✗ The ${project} tests did not end within ${minutes} minutes and were stopped.`);
  const text = readText(report);
  files.push(...slowFiles(text).map(({ file, seconds }) => ({ file: relative(root, file), seconds })));
  const counts = countReport(text);
  failures.push(...failuresOf(text));
  if (code !== 0 && counts.failed === 0) {
    counts.failed = 1;
    failures.push(`${project} tests: none of them failed, but the run ended with code ${code}: look above for an error outside of a test`);
  }
  tally.add(counts);
}

const named = process.argv.slice(2);
mkdirSync(join(root, 'test', '.out'), { recursive: true });
const browser = await ensureChromium(root, env);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => (stopped = true));
if (named.length === 0) await checkAll();
// nobody looks at the pictures of a whole run: their time goes into what is tested
if (named.length === 0) env.TEST_PICTURES = 'none';
for (const project of browser ? ['unit', 'medium', 'roads', 'e2e'] : ['unit', 'medium']) {
  if (!stopped) await suite(project, ['--passWithNoTests', ...named]);
}
if (!browser) {
  tally.add(env.REQUIRE_BROWSER === '1' ? { failed: 1 } : { skipped: 1 });
  console.log(
    `\n${'!'.repeat(80)}\nNo Chromium here: ALL TESTS IN A BROWSER WERE SKIPPED (the main job from end to end, accessibility).\n${howToGet}\n${'!'.repeat(80)}`,
  );
}
const slowest = files.sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
if (slowest.length > 0) console.log('\nThe slowest test files:');
for (const { file, seconds } of slowest) console.log(`${seconds.toFixed(1).padStart(7)} s  ${file}`);
if (failures.length > 0) console.log(`\nWhat failed:\n\n${failures.join('\n\n').replaceAll(`${root}/`, '')}`);
console.log(`\n${tally.line()}`);
process.exitCode = tally.failed > 0 || stopped ? 1 : 0;

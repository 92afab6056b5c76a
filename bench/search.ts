import { descriptorDistance } from '@invigil/biometrics';
import { createTemplateIndex } from '@invigil/biometrics/node';

/**
 * What a search for the nearest two of many templates costs on one core, with several exact methods side by side: CPU time of all threads over the number of
 * comparisons, the median of some searches. The descriptors are made up: as long and as far apart as those of faces, and spread along their own axes, which is the
 * best case for giving up early. usearch takes part where it is installed (npm install --no-save usearch@2.26.2).
 */
const SIZES = [1000, 10_000, 100_000, 1_000_000];
const LENGTH = 128;
const PROBES = 5;
/** Comparisons for a measurement: enough for a small index to take some milliseconds. */
const AT_LEAST = 200_000;
const AIM = { people: 100_000, ms: 10 };

type Search = (probe: Float32Array) => number;

let state = 0x9e3779b9;
function random(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 0x1_0000_0000 - 0.5;
}

/** Spread of each number, falling, so that two strangers are about 0.8 apart. */
const SPREAD = Array.from({ length: LENGTH }, (_, i) => Math.exp((-3 * i) / LENGTH));
const WIDTH = 0.8 / Math.sqrt(SPREAD.reduce((sum, spread) => sum + spread * spread, 0) / 6);
const face = (): Float32Array => Float32Array.from(SPREAD, (spread) => 0.117 + spread * WIDTH * random());
const alike = (template: Float32Array): Float32Array => template.map((number) => number + 0.09 * random());

/** The nearest two by a loop in JavaScript, giving up on a template after each `block` numbers once it is too far; the whole length never gives up. Answers with the second. */
function loop(templates: Float32Array, block: number): Search {
  return (probe) => {
    let best = Infinity;
    let second = Infinity;
    for (let from = 0; from < templates.length; from += LENGTH) {
      let sum = 0;
      for (let start = 0; start < LENGTH && sum < second; start += block) {
        let even = 0;
        let odd = 0;
        for (let i = start; i < start + block; i += 4) {
          const a = (templates[from + i] ?? 0) - (probe[i] ?? 0);
          const b = (templates[from + i + 1] ?? 0) - (probe[i + 1] ?? 0);
          const c = (templates[from + i + 2] ?? 0) - (probe[i + 2] ?? 0);
          const d = (templates[from + i + 3] ?? 0) - (probe[i + 3] ?? 0);
          even += a * a + c * c;
          odd += b * b + d * d;
        }
        sum += even + odd;
      }
      if (sum < best) {
        second = best;
        best = sum;
      } else if (sum < second) second = sum;
    }
    return Math.sqrt(second);
  };
}

function oneByOne(templates: Float32Array): Search {
  return (probe) => {
    let [best, second] = [Infinity, Infinity];
    for (let from = 0; from < templates.length; from += LENGTH) {
      const distance = descriptorDistance(templates.subarray(from, from + LENGTH), probe);
      if (distance < best) [best, second] = [distance, best];
      else if (distance < second) second = distance;
    }
    return second;
  };
}

function index(templates: Float32Array): Search {
  const people = createTemplateIndex();
  for (let from = 0; from < templates.length; from += LENGTH) people.set(String(from), templates.subarray(from, from + LENGTH));
  return (probe) => people.search(probe).nearest[1]?.distance ?? NaN;
}

interface Usearch {
  exactSearch(
    set: Float32Array,
    probe: Float32Array,
    length: number,
    count: number,
    metric: string,
    threads: number,
  ): { distances: Float32Array };
}

async function usearch(): Promise<((templates: Float32Array) => Search) | null> {
  const name = 'usearch';
  const found = await import(name).then(
    (module: Usearch) => module,
    () => null,
  );
  return found && ((templates) => (probe) => Math.sqrt(found.exactSearch(templates, probe, LENGTH, 2, 'l2sq', 1).distances[1] ?? NaN));
}

/** Milliseconds of CPU time for one search: the median over the probes, after one search that warms up. */
function cost(search: Search, probes: readonly Float32Array[], size: number): number {
  const repeats = Math.max(1, Math.round(AT_LEAST / size));
  const times = probes.map((probe, i) => {
    if (i === 0) for (let warm = 0; warm < Math.max(2, repeats >> 2); warm++) search(probe);
    const before = process.cpuUsage();
    for (let i = 0; i < repeats; i++) search(probe);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / repeats;
  });
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN;
}

const other = await usearch();
const methods: Record<string, (templates: Float32Array) => Search> = {
  index,
  loop: (templates) => loop(templates, LENGTH),
  givingUp: (templates) => loop(templates, 16),
  ...(other && { usearch: other }),
  oneByOne,
};
const ns: Record<string, Record<string, number>> = {};
let indexMs = NaN;
console.log(
  `ns a comparison${''.padEnd(5)}${Object.keys(methods)
    .map((name) => name.padStart(10))
    .join('')}`,
);
for (const size of SIZES) {
  const templates = new Float32Array(size * LENGTH);
  for (let i = 0; i < size; i++) templates.set(face(), i * LENGTH);
  // every second probe is of somebody who is there
  const probes = Array.from({ length: PROBES }, (_, i) => (i % 2 ? face() : alike(templates.slice(i * LENGTH, (i + 1) * LENGTH))));
  const row: Record<string, number> = {};
  const answers = new Set<string>();
  for (const [name, make] of Object.entries(methods)) {
    const search = make(templates);
    const ms = cost(search, probes, size);
    row[name] = Math.round((ms * 1e7) / size) / 10;
    if (name === 'index' && size === AIM.people) indexMs = Math.round(ms * 100) / 100;
    answers.add(probes.map((probe) => search(probe).toFixed(5)).join());
  }
  if (answers.size > 1) throw new Error(`The methods do not agree over ${String(size)} templates.`);
  ns[String(size)] = row;
  console.log(
    `${String(size).padStart(15)}${''.padEnd(5)}${Object.values(row)
      .map((number) => number.toFixed(1).padStart(10))
      .join('')}`,
  );
}
console.log(`
index: createTemplateIndex, WebAssembly SIMD, checked in 64 bits · loop: JavaScript · givingUp: the same, leaving a template once it is too far, in its best basis
usearch: exactSearch on one thread${other ? '' : ' (not installed)'} · oneByOne: descriptorDistance for each
One search among ${String(AIM.people)}: ${String(indexMs)} ms (aim: ${String(AIM.ms)}).
`);
console.log(JSON.stringify({ nsAComparison: ns, indexMsAt100k: indexMs }));

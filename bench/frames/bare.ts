import type { FaceNets, Picture } from '@invigil/biometrics';
import { decodePicture, releasePicture } from '@invigil/biometrics/node';

/** Milliseconds: by the clock, and of all threads' CPU time. */
export interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
}

export interface BareCosts {
  readonly decoding: Cost;
  readonly netsReference: Cost;
  readonly netsOnnx: Cost;
}

/** Sides of what the nets of the tiny path take. */
const SIDES = { tiny: 224, landmarks: 112, descriptor: 150 } as const;

async function timed(times: number, step: (turn: number) => Promise<unknown>): Promise<Cost> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  for (let turn = 0; turn < times; turn++) await step(turn);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { ms: ms / times, cpuMs: (user + system) / 1000 / times };
}

/** The upper left square of a picture. */
function corner({ data, width }: Picture, side: number): Picture {
  const rows = Array.from({ length: side }, (_, y) => data.subarray(y * width * 3, (y * width + side) * 3));
  return { data: Uint8Array.from(Buffer.concat(rows)), width: side, height: side };
}

const mean = (costs: readonly Cost[]): Cost => ({
  ms: costs.reduce((sum, { ms }) => sum + ms, 0) / costs.length,
  cpuMs: costs.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / costs.length,
});

/**
 * What a frame cannot do without: its JPEG decoded, and the runs of the nets on pictures that have the nets' sizes already, with the landmarks twice, as the newest pipeline finds them.
 * @param reference warm already, as `onnx`
 * @returns `round` measures each once more, between the rounds that it is compared with; `costs` are the means so far.
 */
export async function bareCosts(reference: FaceNets, onnx: FaceNets, jpegs: readonly Uint8Array[]) {
  const frame = await decodePicture(jpegs[0] ?? new Uint8Array());
  const [tiny, face, chip] = [corner(frame, SIDES.tiny), corner(frame, SIDES.landmarks), corner(frame, SIDES.descriptor)];
  const whole = { x: 0, y: 0, width: SIDES.landmarks, height: SIDES.landmarks };
  const decode = async (turn: number) => releasePicture(await decodePicture(jpegs[turn] ?? new Uint8Array()));
  const runsOf = (nets: FaceNets) => async () => {
    await nets.detectTiny(tiny);
    await nets.landmarks(face, whole);
    await nets.landmarks(face, whole);
    await nets.describe(chip);
  };
  const steps = [decode, runsOf(reference), runsOf(onnx)];
  const costs = steps.map((): Cost[] => []);

  async function round(): Promise<void> {
    for (const [i, step] of steps.entries()) {
      await step(0);
      costs[i]?.push(await timed(jpegs.length, step));
    }
  }

  return {
    round,
    costs(): BareCosts {
      const [decoding, netsReference, netsOnnx] = costs.map(mean);
      if (!decoding || !netsReference || !netsOnnx) throw new Error('Nothing was measured.');
      return { decoding, netsReference, netsOnnx };
    },
  };
}

/** How many times as quick as the reference: as measured, and how many it could be at most with these nets. */
export function speedUps(reference: Cost, ours: Cost, { decoding, netsReference, netsOnnx }: BareCosts) {
  const times = (of: keyof Cost) => {
    const ratio = (theirs: number, own: number) => Math.round((100 * theirs) / own) / 100;
    return {
      measured: ratio(reference[of], ours[of]),
      'were all but decoding and nets free': ratio(reference[of], decoding[of] + netsOnnx[of]),
      'were all but the nets free': ratio(reference[of], netsOnnx[of]),
      'nets against nets': ratio(netsReference[of], netsOnnx[of]),
    };
  };
  return { byTheClock: times('ms'), byCpuTime: times('cpuMs') };
}

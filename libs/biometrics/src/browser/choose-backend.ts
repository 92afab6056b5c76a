import type { FaceEngine } from '../engine/index.js';

/** Names of tfjs's backends that may run the nets here. The plain JavaScript one ("cpu") is 20 to 50 times slower and is never used. */
export type BackendName = 'wasm' | 'webgl';

/** A frame this fast needs no search for something faster: a page samples every two seconds, and a trial of WebGL in software holds it up for many. */
const FAST_ENOUGH_MS = 400;

export interface Candidate {
  readonly name: BackendName;
  /** Makes the engine on that backend, or answers null where the browser does not have it. */
  readonly open: () => Promise<FaceEngine | null>;
}

export interface Choice {
  readonly backend: BackendName;
  readonly engine: FaceEngine;
  /** Milliseconds for the nets of one frame, warm. */
  readonly measuredMs: number;
}

/**
 * Opens the candidates in order and measures each: the first that is fast enough, otherwise the fastest.
 * By measurement and not by name, since "WebGL" is a graphics card here and software that is ten times slower than WebAssembly there.
 * @throws Error when the browser has none of them.
 */
export async function chooseBackend(candidates: readonly Candidate[], fastEnoughMs = FAST_ENOUGH_MS): Promise<Choice> {
  let best: Choice | null = null;
  let last: BackendName | null = null;
  for (const { name, open } of candidates) {
    const engine = await open();
    if (!engine) continue;
    last = name;
    await engine.warmUp();
    const measuredMs = await engine.measure();
    if (!best || measuredMs < best.measuredMs) best = { backend: name, engine, measuredMs };
    if (measuredMs <= fastEnoughMs) return best;
  }
  if (!best)
    throw new Error(
      'This browser can run the face models neither with WebAssembly nor with WebGL; use a current Chrome, Edge, Firefox or Safari.',
    );
  if (last === best.backend) return best;
  // the last one opened is the one in force: go back to the faster
  const again = await candidates.find(({ name }) => name === best.backend)?.open();
  return again ? { ...best, engine: again } : best;
}

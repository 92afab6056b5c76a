import { Injectable } from '@nestjs/common';

/** One thing without which the server cannot do its work. */
export interface ReadinessProbe {
  readonly name: string;
  /** Rejects, or returns false, while it does not work. */
  check(): Promise<boolean>;
}

/** Where features tell the health page what they need; the analysis pool registers itself here. */
@Injectable()
export class Readiness {
  readonly #probes: ReadinessProbe[] = [];

  register(probe: ReadinessProbe): void {
    this.#probes.push(probe);
  }

  /** Names and states of all probes, each given five seconds. */
  async check(): Promise<{ ready: boolean; checks: Record<string, 'up' | 'down'> }> {
    const states = await Promise.all(this.#probes.map(async (probe) => [probe.name, (await works(probe)) ? 'up' : 'down'] as const));
    return { ready: states.every(([, state]) => state === 'up'), checks: Object.fromEntries(states) };
  }
}

const PATIENCE_MS = 5000;

async function works(probe: ReadinessProbe): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false);
  });
  try {
    return await Promise.race([probe.check(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

import type { LivenessStep } from '@invigil/shared';

const MOVES = {
  left: 'Turn your head to your left',
  right: 'Turn your head to your right',
  up: 'Look up',
  down: 'Look down',
} as const;

/** The one thing to do now. */
export function instruction({ kind, move }: Pick<LivenessStep, 'kind' | 'move'>): string {
  if (kind === 'flash') return 'Hold still and look at the screen';
  return move === null ? 'Look straight at the camera' : MOVES[move];
}

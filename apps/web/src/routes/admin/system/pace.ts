import type { System } from '@invigil/shared';

export interface Pace {
  tone: 'ok' | 'look' | 'act';
  title: string;
  text: string;
}

/** Steps of the last minute. */
const RECENT = 12;
/** Seconds of work that may wait before it is worth a word. */
const MUCH = 5;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** How the analysis keeps up, in words that say what it means for an exam that goes on. */
export function paceOf({ status, checks, engine, queue, frames, load }: System): Pace {
  const down = Object.keys(checks).filter((name) => checks[name] === 'down');
  if (engine.name === 'starting')
    return { tone: 'look', title: 'The models are being loaded', text: 'Frames wait until they are. This takes some seconds.' };
  if (status === 'unavailable') {
    const what = capital(down.join(', '));
    return {
      tone: 'act',
      title: `${what}: not working`,
      text: 'The log of the server says why. Frames are kept and analysed once it works again.',
    };
  }
  const dropped = load.slice(-RECENT).reduce((sum, point) => sum + point.dropped, 0);
  if (dropped > 0)
    return {
      tone: 'act',
      title: `Behind: ${String(dropped)} ${dropped === 1 ? 'frame' : 'frames'} dropped in the last minute`,
      text: 'What is dropped lowers the coverage in reports and is held against nobody. Below stands what helps.',
    };
  if (queue.waiting > Math.max(engine.threads, frames.perSecond) * MUCH)
    return {
      tone: 'look',
      title: 'Falling behind',
      text: `${String(queue.waiting)} frames wait, more than ${String(MUCH)} seconds of work. Nothing is dropped yet.`,
    };
  return { tone: 'ok', title: 'Keeping up', text: 'Every frame that comes in is analysed at once.' };
}

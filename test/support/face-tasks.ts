import type { LivenessMove, LivenessPurpose, LivenessTurn } from '@invigil/shared';
import { dataUrl } from './enrolment.js';
import type { HeadShots } from './head-shots.js';
import type { Answer, Client } from './http.js';
import { byOwnClock } from './own-clock.js';

/** Some five frames a second. */
const FRAME_MS = 180;

/** What stands before the camera: the picture for a movement (null looks ahead), the so many-th of that step. */
export type Actor = (move: LivenessMove | null, place: number) => Uint8Array;

/** A head that does what it is told, or what `instead` makes of it. */
export const turning =
  (film: HeadShots, instead = (move: LivenessMove): LivenessMove | null => move): Actor =>
  (move, place) => {
    const goal = move === null ? null : instead(move);
    const shots = goal === null ? film.ahead : film[goal];
    return shots[Math.min(place, shots.length - 1)] ?? new Uint8Array();
  };

/** The body of a frame as a page sends it. */
export const frameOf = ({ nonce }: { nonce: string }, jpeg: Uint8Array) => ({ nonce, at: 1, jpeg: dataUrl(jpeg) });

export async function beginTasks(client: Client, purpose: LivenessPurpose): Promise<LivenessTurn> {
  const answer = await client.post<LivenessTurn>('/api/liveness', { purpose });
  if (answer.status !== 201) throw new Error(`no tasks: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Plays a run to its end, by a clock that the load of the machine does not move. */
export const doTasks = (client: Client, purpose: LivenessPurpose, actor: Actor): Promise<Played> =>
  byOwnClock((pass) => play(client, purpose, actor, pass));

interface Played {
  turn: LivenessTurn;
  /** The steps in their order. */
  shown: string[];
}

async function play(client: Client, purpose: LivenessPurpose, actor: Actor, pass: (ms: number) => void): Promise<Played> {
  let turn = await beginTasks(client, purpose);
  const shown: string[] = [];
  let place = 0;
  let before = '';
  while (turn.state === 'running') {
    const move = turn.task?.move ?? null;
    if (before !== turn.nonce) {
      place = 0;
      shown.push(move ?? 'centre');
    }
    before = turn.nonce;
    const answer: Answer<LivenessTurn> = await client.post(`/api/liveness/${turn.runId}/frames`, frameOf(turn, actor(move, place++)));
    if (answer.status === 200) turn = answer.body;
    else if (answer.status !== 429) throw new Error(`the frame was refused: ${JSON.stringify(answer.body)}`);
    pass(FRAME_MS);
  }
  return { turn, shown };
}

/** Runs that a busy machine made void are begun anew so often. */
const TRIES = 3;

/** The ticket of a run that is passed. */
export async function ticketOf(client: Client, purpose: LivenessPurpose, actor: Actor): Promise<string> {
  for (let i = 1; ; i++) {
    const { turn } = await doTasks(client, purpose, actor);
    if (turn.ticket !== null) return turn.ticket;
    if (turn.state !== 'void' || i === TRIES) throw new Error(`the tasks were not passed: ${JSON.stringify(turn)}`);
  }
}

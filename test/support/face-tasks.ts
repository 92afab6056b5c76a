import type { LivenessMove, LivenessPurpose, LivenessTurn } from '@invigil/shared';
import { dataUrl } from './enrolment.js';
import type { HeadShots } from './head-shots.js';
import type { Answer, Client } from './http.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

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

/** Plays a run to its end. What the server was too busy for is sent again. */
export async function doTasks(client: Client, purpose: LivenessPurpose, actor: Actor): Promise<{ turn: LivenessTurn; shown: string[] }> {
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
    await pause(100);
  }
  return { turn, shown };
}

/** The ticket of a run that is passed. */
export async function ticketOf(client: Client, purpose: LivenessPurpose, actor: Actor): Promise<string> {
  const { turn } = await doTasks(client, purpose, actor);
  if (turn.ticket === null) throw new Error(`the tasks were not passed: ${JSON.stringify(turn)}`);
  return turn.ticket;
}

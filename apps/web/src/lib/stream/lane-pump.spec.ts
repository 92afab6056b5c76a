import type { BatchTaken, Entry } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import type { Batch } from './outbox.ts';
import { WireFault } from '../wire-fault.ts';
import { LanePump } from './lane-pump.ts';

const event = (seq: number, detail = ''): Entry => ({ type: 'event', event: 'visible', seq, at: 1, detail });

/** An outbox of one stream in memory. */
class Held {
  readonly lost: number[] = [];
  constructor(public entries: Entry[]) {}
  batch(_lane: string, most = 32) {
    const entries = this.entries.slice(0, most);
    return Promise.resolve(entries.length > 0 ? { stream: 's', entries } : null);
  }
  taken(_stream: string, mark: number) {
    this.entries = this.entries.filter(({ seq }) => seq > mark);
    return Promise.resolve();
  }
  giveUp(_stream: string, seq: number) {
    this.lost.push(seq);
    this.entries = this.entries.map((entry) => (entry.seq === seq ? event(seq, 'lost') : entry));
    return Promise.resolve();
  }
}

function pump(held: Held, submit: (batch: Batch) => BatchTaken | WireFault) {
  const seen: string[] = [];
  const taken: number[] = [];
  const lane = new LanePump({
    lane: 'telemetry',
    outbox: held,
    submit: (batch) => {
      const answer = submit(batch);
      return answer instanceof WireFault ? Promise.reject(answer) : Promise.resolve(answer);
    },
    pause: () => Promise.resolve(),
    onTaken: (entries) => taken.push(...entries.map(({ seq }) => seq)),
    onRenumber: (stream) => seen.push(`renumber ${stream}`),
    onRefresh: () => seen.push('refresh'),
  });
  return { lane, seen, taken };
}
const fault = (code: WireFault['code'], expectedSeq?: number) =>
  new WireFault(code ? { code, message: 'no', ...(expectedSeq && { expectedSeq }) } : null);
const all = (batch: Batch): BatchTaken => ({ stream: 's', mark: batch.entries.at(-1)?.seq ?? 0 });

describe('LanePump', () => {
  it('sends what waits, in order, and says what has been committed', async () => {
    const { lane, taken } = pump(new Held([event(1), event(2), event(3)]), (batch) => ({
      stream: 's',
      mark: (batch.entries[0]?.seq ?? 0) + 1,
    }));
    lane.open();
    await lane.drained();
    expect(taken).toEqual([1, 2, 3]);
  });

  it('sends again what was not answered, and loses nothing', async () => {
    let calls = 0;
    const held = new Held([event(1)]);
    const { lane, taken } = pump(held, (batch) => (++calls < 4 ? fault(calls === 2 ? 'INTERNAL' : null) : all(batch)));
    lane.open();
    await lane.drained();
    expect([calls, taken, held.lost]).toEqual([4, [1], []]);
  });

  it('goes on from where the server is', async () => {
    const held = new Held([event(1), event(2), event(3)]);
    const sent: number[] = [];
    const { lane } = pump(held, (batch) => {
      sent.push(batch.entries[0]?.seq ?? 0);
      return sent.length === 1 ? fault('SEQ_GAP', 3) : all(batch);
    });
    lane.open();
    await lane.drained();
    expect(sent).toEqual([1, 3]);
  });

  it.each([
    ['a gap that cannot be filled', fault('SEQ_GAP', 2)],
    ['a conflict', fault('SEQ_CONFLICT')],
    ['a closed stream', fault('STREAM_CLOSED')],
  ])('asks for fresh numbers after %s, and stops until then', async (_what, answer) => {
    const held = new Held([event(5)]);
    const { lane, seen } = pump(held, () => answer);
    lane.open();
    await expect.poll(() => seen).toEqual(['renumber s']);
    expect(held.entries).toHaveLength(1);
  });

  it('renews the session when it has run out', async () => {
    const { lane, seen } = pump(new Held([event(1)]), () => fault('UNAUTHENTICATED'));
    lane.open();
    await expect.poll(() => seen).toEqual(['refresh']);
  });

  it('gives up the one bad entry of a batch and delivers its neighbours', async () => {
    const held = new Held([event(1), event(2, 'bad'), event(3)]);
    const { lane, taken } = pump(held, (batch) =>
      batch.entries.some((entry) => entry.type === 'event' && entry.detail === 'bad') ? fault('BAD_REQUEST') : all(batch),
    );
    lane.open();
    await lane.drained();
    expect([held.lost, taken]).toEqual([[2], [1, 2, 3]]);
  });
});

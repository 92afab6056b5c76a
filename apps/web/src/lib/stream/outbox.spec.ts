import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import type { Entry, Lane } from '@invigil/shared';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { Outbox } from './outbox.ts';
import { LocalSeal } from './local-seal.ts';
import { forgetAttempt, type LocalStore, openLocalStore } from './local-store.ts';
import type { NewEntry } from './pack-entry.ts';

const attemptId = randomUUID();
const streams = (name = randomUUID().slice(0, 8)): Record<Lane, string> => ({ answers: `${name}-a`, telemetry: `${name}-t` });
const event = (detail: string): NewEntry => ({ type: 'event', event: 'visible', at: 1, detail });
const answer = (value: string): NewEntry => ({ type: 'answer', questionId: attemptId, at: 2, value });
const frame = (bytes: number): NewEntry => ({
  type: 'frame',
  at: 3,
  claim: { faces: 1, unscorable: 'no_engine', descriptor: null },
  jpeg: new Uint8Array(bytes).fill(9),
});
const details = (entries: Entry[] = []) =>
  entries.map((entry) => (entry.type === 'event' ? entry.detail : entry.type === 'answer' ? entry.value : entry.type));

let db: LocalStore;
let seal: LocalSeal;
const open = (maxBytes?: number) => Outbox.open(db, seal, { attemptId, ...(maxBytes && { maxBytes }) });

beforeEach(async () => {
  db = await openLocalStore(randomUUID());
  seal = await LocalSeal.open(db);
});

describe('Outbox', () => {
  it('numbers each lane from 1 on and keeps entries until they are taken', async () => {
    const outbox = await open();
    const now = streams();
    await outbox.adopt(now, {});
    await Promise.all([outbox.add(event('a')), outbox.add(answer('x')), outbox.add(event('b'))]);
    expect(await outbox.batch('telemetry')).toMatchObject({
      stream: now.telemetry,
      entries: [
        { seq: 1, detail: 'a' },
        { seq: 2, detail: 'b' },
      ],
    });
    expect(await outbox.batch('answers')).toMatchObject({ stream: now.answers, entries: [{ seq: 1, value: 'x' }] });
    await outbox.taken(now.telemetry, 1);
    expect(details((await outbox.batch('telemetry'))?.entries)).toEqual(['b']);
    expect(outbox.highest()).toEqual({ answers: 1, telemetry: 2 });
  });

  it('keeps what came before the first stream', async () => {
    const outbox = await open();
    await outbox.add(event('early'));
    expect(outbox.waiting('telemetry')).toBe(1);
    await outbox.adopt(streams(), {});
    expect(details((await outbox.batch('telemetry'))?.entries)).toEqual(['early']);
  });

  it('survives a reload: old streams first, committed ones dropped, no number used twice', async () => {
    const first = await open();
    const old = streams('old');
    await first.adopt(old, {});
    for (const detail of ['1', '2', '3']) await first.add(event(detail));

    const again = await open();
    await again.add(event('4, still offline'));
    expect(again.holding()).toEqual([old.telemetry]);
    const now = streams('new');
    await again.adopt(now, { [old.telemetry]: 2 });
    await again.add(event('5'));
    expect(await again.batch('telemetry')).toMatchObject({ stream: old.telemetry, entries: [{ seq: 3 }, { seq: 4 }] });
    await again.taken(old.telemetry, 4);
    expect(await again.batch('telemetry')).toMatchObject({ stream: now.telemetry, entries: [{ seq: 1, detail: '5' }] });
  });

  it('lets the oldest frames give way when there is no room, and leaves a note in their place', async () => {
    const outbox = await open(100_000);
    await outbox.adopt(streams(), {});
    for (let i = 0; i < 4; i++) await outbox.add(frame(40_000));
    await outbox.add(event('after'));
    const batch = await outbox.batch('telemetry');
    expect(batch?.entries.map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'event'],
      [2, 'event'],
      [3, 'frame'],
      [4, 'frame'],
      [5, 'event'],
    ]);
    expect(batch?.entries[0]).toMatchObject({ event: 'entry_lost', at: 3 });
  });

  it('never changes what is already on its way', async () => {
    const outbox = await open(50_000);
    await outbox.adopt(streams(), {});
    await outbox.add(frame(40_000));
    const sent = await outbox.batch('telemetry');
    await outbox.add(frame(40_000));
    const after = await outbox.batch('telemetry');
    expect(after?.entries[0]).toEqual(sent?.entries[0]);
    expect(after?.entries[1]).toMatchObject({ type: 'event', event: 'entry_lost' });
  });

  it('moves what a closed stream still holds to the new one, ahead of what is newer', async () => {
    const outbox = await open();
    const old = streams('old');
    await outbox.adopt(old, {});
    await outbox.add(answer('kept'));
    const now = streams('new');
    await outbox.adopt(now, {});
    await outbox.add(answer('newer'));
    await outbox.moveOn(old.answers);
    const batch = await outbox.batch('answers');
    expect([batch?.stream, details(batch?.entries)]).toEqual([now.answers, ['kept', 'newer']]);
    expect((await open()).holding()).toEqual([now.answers]);
  });

  it('replaces an entry that the server will never take', async () => {
    const outbox = await open();
    const now = streams();
    await outbox.adopt(now, {});
    await outbox.add(frame(10));
    await outbox.giveUp(now.telemetry, 1, 'refused');
    expect((await outbox.batch('telemetry'))?.entries).toMatchObject([{ seq: 1, type: 'event', event: 'entry_lost', detail: 'refused' }]);
  });

  it('stores nothing in the clear, and forgets an attempt that is over', async () => {
    const outbox = await open();
    await outbox.adopt(streams(), {});
    await outbox.add(answer('my secret answer'));
    const [row] = await db.getAll('entries');
    expect(Buffer.from(row?.box ?? new ArrayBuffer(0)).includes('secret')).toBe(false);
    expect((await db.get('keys', 'local'))?.key.extractable).toBe(false);
    await forgetAttempt(db, attemptId);
    expect(await db.getAll('entries')).toEqual([]);
    expect(await db.getAll('streams')).toEqual([]);
  });

  it('delivers every entry exactly once and in order, whatever reloads and lost answers come between', async () => {
    const step = fc.constantFrom('add', 'send', 'send, answer lost', 'reload');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        db = await openLocalStore(randomUUID());
        const committed = new Map<string, string[]>();
        const join = async (outbox: Outbox) => {
          const marks = Object.fromEntries(outbox.holding().map((stream) => [stream, committed.get(stream)?.length ?? 0]));
          await outbox.adopt(streams(), marks);
        };
        let outbox = await open();
        await join(outbox);
        let added = 0;
        const send = async (answered: boolean) => {
          const batch = await outbox.batch('telemetry');
          if (!batch) return false;
          const log = committed.get(batch.stream) ?? [];
          for (const entry of batch.entries) if (entry.seq === log.length + 1) log.push(entry.type === 'event' ? entry.detail : '');
          committed.set(batch.stream, log);
          if (answered) await outbox.taken(batch.stream, log.length);
          return true;
        };
        for (const what of steps) {
          if (what === 'add') await outbox.add(event(String(++added)));
          if (what.startsWith('send')) await send(what === 'send');
          if (what === 'reload') {
            outbox = await open();
            await join(outbox);
          }
        }
        while (await send(true)) continue;
        expect([...committed.values()].flat()).toEqual(Array.from({ length: added }, (_, i) => String(i + 1)));
      }),
      { numRuns: 40 },
    );
  });
});

import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { Drafts } from './drafts.ts';
import { LocalSeal } from './local-seal.ts';
import { type LocalStore, openLocalStore } from './local-store.ts';
import type { NewEntry } from './pack-entry.ts';

const attemptId = randomUUID();
let db: LocalStore;
let seal: LocalSeal;
let added: NewEntry[];
const open = () => {
  const add = (entry: NewEntry) => Promise.resolve(void added.push(entry));
  return Drafts.open({ db, seal, attemptId, outbox: { add }, now: () => 7, onQueued: () => undefined });
};
const values = () => added.map((entry) => (entry.type === 'answer' ? entry.value : entry.type));

beforeEach(async () => {
  added = [];
  db = await openLocalStore(randomUUID());
  seal = await LocalSeal.open(db);
});

describe('Drafts', () => {
  it('sends what typing has come to, not each key', async () => {
    const drafts = await open();
    for (const value of ['h', 'he', 'hel', 'hell', 'hello']) drafts.put('q1', value);
    drafts.put('q2', 3);
    await drafts.flush();
    await drafts.flush();
    expect(values()).toEqual(['hello', 3]);
  });

  it('goes out by itself once typing rests', async () => {
    const drafts = await open();
    drafts.put('q1', 'done');
    await expect.poll(values, { timeout: 5000 }).toEqual(['done']);
  });

  it('still has, and still sends, what was typed just before a crash', async () => {
    const before = await open();
    before.put('q1', 'sent');
    await before.flush();
    before.put('q1', 'sent, and more');
    await expect.poll(async () => (await db.getAll('drafts')).map(({ queued }) => queued)).toEqual([false]);
    added = [];
    const after = await open();
    expect(after.all()).toEqual({ q1: 'sent, and more' });
    await after.flush();
    expect(values()).toEqual(['sent, and more']);
  });

  it('does not send again after a reload what stands in the outbox', async () => {
    const before = await open();
    before.put('q1', 2);
    await before.flush();
    added = [];
    await (await open()).flush();
    expect(added).toEqual([]);
  });

  it('keeps a cleared answer as such', async () => {
    const drafts = await open();
    drafts.put('q1', null);
    await drafts.flush();
    expect(values()).toEqual([null]);
    expect((await open()).all()).toEqual({ q1: null });
  });
});

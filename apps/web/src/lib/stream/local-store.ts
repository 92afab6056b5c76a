import type { EntryType, Lane } from '@invigil/shared';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Sealed } from './sealed.ts';

export interface StreamRow {
  stream: string;
  attemptId: string;
  lane: Lane;
  /** Highest number given so far. */
  last: number;
  /** Older streams have smaller ones. */
  order: number;
}
export interface EntryRow extends Sealed {
  stream: string;
  seq: number;
  attemptId: string;
  type: EntryType;
  at: number;
  size: number;
}
export interface DraftRow extends Sealed {
  attemptId: string;
  questionId: string;
  /** False until it stands in the outbox as well. */
  queued: boolean;
}
export interface RoomRow extends Sealed {
  attemptId: string;
}
interface Schema extends DBSchema {
  keys: { key: string; value: { id: string; key: CryptoKey } };
  streams: { key: string; value: StreamRow; indexes: { attempt: string } };
  entries: { key: [string, number]; value: EntryRow; indexes: { attempt: string } };
  drafts: { key: [string, string]; value: DraftRow; indexes: { attempt: string } };
  rooms: { key: string; value: RoomRow };
}
export type LocalStore = IDBPDatabase<Schema>;

/** What the browser keeps of exams that are under way, sealed. Nothing of it outlives the attempt. */
export function openLocalStore(name = 'invigil-exam'): Promise<LocalStore> {
  return openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('keys', { keyPath: 'id' });
      db.createObjectStore('rooms', { keyPath: 'attemptId' });
      db.createObjectStore('streams', { keyPath: 'stream' }).createIndex('attempt', 'attemptId');
      db.createObjectStore('entries', { keyPath: ['stream', 'seq'] }).createIndex('attempt', 'attemptId');
      db.createObjectStore('drafts', { keyPath: ['attemptId', 'questionId'] }).createIndex('attempt', 'attemptId');
    },
  });
}

/** Removes all that is kept of an attempt, once it is over and everything has been sent. */
export async function forgetAttempt(db: LocalStore, attemptId: string): Promise<void> {
  const tx = db.transaction(['streams', 'entries', 'drafts', 'rooms'], 'readwrite');
  const stores = ['streams', 'entries', 'drafts'] as const;
  for (const name of stores) {
    let cursor = await tx.objectStore(name).index('attempt').openCursor(attemptId);
    while (cursor) {
      await cursor.delete();
      cursor = await cursor.continue();
    }
  }
  await tx.objectStore('rooms').delete(attemptId);
  await tx.done;
}

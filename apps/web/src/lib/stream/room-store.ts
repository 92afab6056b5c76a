import type { LocalSeal } from './local-seal.ts';
import type { LocalStore } from './local-store.ts';
import type { Room } from './protocol.ts';

export interface KeptRoom {
  room: Room;
  /** Server time less this computer's wall clock: only for a start without network. */
  wallOffset: number;
}

/** Keeps what the last join brought. */
export async function keepRoom(db: LocalStore, seal: LocalSeal, attemptId: string, kept: KeptRoom): Promise<void> {
  await db.put('rooms', { attemptId, ...(await seal.sealJson(kept, `${attemptId}/room`)) });
}

/** What the last join brought, or null; also null when it cannot be read any more. */
export async function readRoom(db: LocalStore, seal: LocalSeal, attemptId: string): Promise<KeptRoom | null> {
  const row = await db.get('rooms', attemptId);
  return row ? seal.openJson<KeptRoom>(row, `${attemptId}/room`).catch(() => null) : null;
}

import type { AttemptTile } from '@invigil/shared';

type Tone = 'neutral' | 'info' | 'ok' | 'look' | 'act';
export interface Words {
  text: string;
  tone: Tone;
  icon: 'done' | 'paused' | 'stopped' | 'clock' | 'hand' | 'live' | 'offline';
}

/** How one student stands, in the order in which a proctor wants to know. */
export function attemptWords(tile: AttemptTile): Words {
  if (tile.state === 'checking_in') {
    if (tile.checkIn === 'waiting') return { text: 'Waits for you', tone: 'act', icon: 'hand' };
    if (tile.checkIn === 'refused') return { text: 'Not admitted', tone: 'neutral', icon: 'stopped' };
    return { text: tile.checkIn === 'open' ? 'Checking in' : 'Checked in', tone: 'info', icon: 'clock' };
  }
  if (tile.state === 'paused') return { text: 'Paused', tone: 'look', icon: 'paused' };
  if (tile.state === 'submitted') return { text: 'Submitted', tone: 'ok', icon: 'done' };
  if (tile.state === 'terminated') return { text: 'Terminated', tone: 'neutral', icon: 'stopped' };
  if (tile.state === 'expired') return { text: 'Never started', tone: 'neutral', icon: 'stopped' };
  return tile.online ? { text: 'In progress', tone: 'ok', icon: 'live' } : { text: 'Offline', tone: 'look', icon: 'offline' };
}

/** Under this share of the time the report's band becomes `look`, too. */
const ENOUGH_COVERAGE = 0.8;

/** That a face could hardly be compared lately: dark, covered, turned away or not there; null while all is well. */
export function dimlySeen({ state, identityCoverage: share }: AttemptTile): string | null {
  return state !== 'in_progress' || share === null || share >= ENOUGH_COVERAGE ? null : `Face seen ${String(Math.round(share * 100))} %`;
}

/** "41:07", "1:02:30"; "0:00" when it is over. `until` and `now` in ms. */
export function timeLeft(until: number, now: number): string {
  const seconds = Math.max(0, Math.round((until - now) / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${String(h)}:${pad(m)}:${pad(s)}` : `${String(m)}:${pad(s)}`;
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** Why a connection is over for good. */
export type DoorClosed = 'replaced' | 'signed_out' | 'refused' | 'left';
export type DoorState =
  | { at: 'connecting' | 'open' | 'waiting' | 'refreshing'; tries: number; refreshes: number }
  /** Until the person has shown more than their face. */
  | { at: 'held' }
  | { at: 'closed'; why: DoorClosed };
export type DoorEvent =
  | 'opened'
  /** The far side has answered sensibly: the next loss starts counting anew. */
  | 'settled'
  | 'lost'
  /** Turned away for want of a valid session. */
  | 'denied'
  | 'waited'
  | 'refreshed'
  | 'refresh_failed'
  /** Turned away until the password or a passkey is given, which only the person can do. */
  | 'unproved'
  | 'proved'
  | DoorClosed;
export type DoorEffect = 'connect' | 'refresh' | 'wait' | 'hang_up' | null;

/** Sessions renewed in vain before the door waits like after any other failure. */
const MOST_REFRESHES = 2;

export const DOOR_AT_FIRST: DoorState = { at: 'connecting', tries: 0, refreshes: 0 };

/** The life of a connection as a pure step: what it is after `event`, and the one thing to do now. */
export function nextDoor(state: DoorState, event: DoorEvent): { state: DoorState; effect: DoorEffect } {
  if (state.at === 'closed') return { state, effect: null };
  if (event === 'unproved') return { state: { at: 'held' }, effect: 'hang_up' };
  if (state.at === 'held') return held(event);
  const { tries, refreshes } = state;
  const wait = { state: { at: 'waiting', tries: tries + 1, refreshes } as const, effect: 'wait' as const };
  switch (event) {
    case 'opened':
      return { state: { at: 'open', tries, refreshes }, effect: null };
    case 'settled':
      return { state: state.at === 'open' ? { at: 'open', tries: 0, refreshes: 0 } : state, effect: null };
    case 'lost':
      return state.at === 'waiting' || state.at === 'refreshing' ? { state, effect: null } : wait;
    case 'denied':
      if (state.at === 'refreshing') return { state, effect: null };
      return refreshes < MOST_REFRESHES ? { state: { at: 'refreshing', tries, refreshes: refreshes + 1 }, effect: 'refresh' } : wait;
    case 'waited':
      return state.at === 'waiting' ? { state: { at: 'connecting', tries, refreshes: 0 }, effect: 'connect' } : { state, effect: null };
    case 'refreshed':
      return state.at === 'refreshing' ? { state: { at: 'connecting', tries, refreshes }, effect: 'connect' } : { state, effect: null };
    case 'refresh_failed':
      return state.at === 'refreshing' ? wait : { state, effect: null };
    case 'proved':
      return { state, effect: null };
    default:
      return { state: { at: 'closed', why: event }, effect: 'hang_up' };
  }
}

function held(event: Exclude<DoorEvent, 'unproved'>): { state: DoorState; effect: DoorEffect } {
  if (event === 'proved') return { state: DOOR_AT_FIRST, effect: 'connect' };
  if (event === 'replaced' || event === 'signed_out' || event === 'refused' || event === 'left')
    return { state: { at: 'closed', why: event }, effect: 'hang_up' };
  return { state: { at: 'held' }, effect: null };
}

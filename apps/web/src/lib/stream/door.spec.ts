import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOOR_AT_FIRST, type DoorEvent, type DoorState, nextDoor } from './door.ts';

const EVENTS = [
  'opened',
  'settled',
  'lost',
  'denied',
  'waited',
  'refreshed',
  'refresh_failed',
  'unproved',
  'proved',
  'replaced',
  'signed_out',
  'refused',
  'left',
] as const satisfies DoorEvent[];

const walk = (...events: DoorEvent[]) =>
  events.reduce<ReturnType<typeof nextDoor>>((last, event) => nextDoor(last.state, event), { state: DOOR_AT_FIRST, effect: null });

describe('nextDoor', () => {
  it('waits after a loss, longer each time, and starts anew once it has settled', () => {
    expect(walk('lost')).toEqual({ state: { at: 'waiting', tries: 1, refreshes: 0 }, effect: 'wait' });
    expect(walk('lost', 'waited', 'lost').state).toMatchObject({ tries: 2 });
    expect(walk('lost', 'waited', 'opened', 'settled').state).toEqual({ at: 'open', tries: 0, refreshes: 0 });
  });

  it('renews the session when it is turned away, then connects', () => {
    expect(walk('opened', 'denied')).toMatchObject({ state: { at: 'refreshing' }, effect: 'refresh' });
    expect(walk('opened', 'denied', 'refreshed')).toMatchObject({ state: { at: 'connecting' }, effect: 'connect' });
  });

  it('does not hammer the sign-in when renewing does not help', () => {
    expect(walk('denied', 'refreshed', 'denied', 'refreshed', 'denied')).toMatchObject({ state: { at: 'waiting' }, effect: 'wait' });
  });

  it('ignores the hang-up that follows a denial, so that one failure has one cure', () => {
    expect(walk('denied', 'lost')).toMatchObject({ state: { at: 'refreshing' }, effect: null });
    expect(walk('lost', 'lost')).toMatchObject({ state: { at: 'waiting', tries: 1 }, effect: null });
  });

  it('stays closed once another device holds the attempt', () => {
    expect(walk('opened', 'replaced', 'lost', 'waited', 'opened').state).toEqual({ at: 'closed', why: 'replaced' });
  });

  it('is held until more than a face was shown, whatever else happens meanwhile, and then connects anew', () => {
    expect(walk('opened', 'unproved')).toEqual({ state: { at: 'held' }, effect: 'hang_up' });
    expect(walk('unproved', 'lost', 'denied', 'waited', 'settled')).toEqual({ state: { at: 'held' }, effect: null });
    expect(walk('lost', 'waited', 'unproved', 'proved')).toEqual({ state: DOOR_AT_FIRST, effect: 'connect' });
    expect(walk('unproved', 'signed_out')).toEqual({ state: { at: 'closed', why: 'signed_out' }, effect: 'hang_up' });
    expect(walk('opened', 'proved')).toMatchObject({ state: { at: 'open' }, effect: null });
  });

  it('always has a way on: no sequence leaves it neither open nor waiting for something', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 }), (events) => {
        let state: DoorState = DOOR_AT_FIRST;
        for (const event of events) {
          const step = nextDoor(state, event);
          if (step.effect === 'connect') expect(step.state.at).toBe('connecting');
          if (step.effect === 'wait') expect(step.state.at).toBe('waiting');
          if (step.effect === 'refresh') expect(step.state.at).toBe('refreshing');
          // waiting and refreshing are entered only together with the effect that ends them
          if (step.state.at !== state.at && step.state.at === 'waiting') expect(step.effect).toBe('wait');
          if (step.state.at !== state.at && step.state.at === 'refreshing') expect(step.effect).toBe('refresh');
          if (state.at === 'closed') expect(step.state).toBe(state);
          state = step.state;
        }
      }),
    );
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeepConnected, type Line, type Refreshed } from './keep-connected.ts';

class FakeLine implements Line {
  connects = 0;
  hangUps = 0;
  readonly #listeners = new Map<string, (value: never) => void>();
  connect() {
    this.connects++;
  }
  disconnect() {
    this.hangUps++;
  }
  on(event: string, listener: (value: never) => void) {
    this.#listeners.set(event, listener);
  }
  say(event: string, value?: unknown) {
    this.#listeners.get(event)?.(value as never);
  }
}
const refused = (code: string) => Object.assign(new Error('no'), { data: { code } });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function keep(refreshed: Refreshed = 'ok') {
  const line = new FakeLine();
  const refresh = vi.fn(() => Promise.resolve(refreshed));
  return { line, refresh, door: new KeepConnected(line, { refresh, random: () => 0.5 }) };
}

describe('KeepConnected', () => {
  it('comes back after a loss', async () => {
    const { line, door } = keep();
    line.say('connect');
    line.say('disconnect', 'transport close');
    expect(door.state.at).toBe('waiting');
    await vi.advanceTimersByTimeAsync(250);
    expect(line.connects).toBe(2);
  });

  it('comes back at once when the network is', () => {
    const { line, door } = keep();
    line.say('connect_error', new Error('unreachable'));
    door.hurry();
    expect(line.connects).toBe(2);
  });

  it('renews a session that has run out and connects again', async () => {
    const { line, refresh } = keep();
    line.say('connect_error', refused('UNAUTHENTICATED'));
    await vi.advanceTimersByTimeAsync(0);
    expect(refresh).toHaveBeenCalledOnce();
    expect(line.connects).toBe(2);
  });

  it('stops and says so when the person is signed out', async () => {
    const { line, door } = keep('signed_out');
    line.say('connect');
    line.say('session:expired');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(door.state).toEqual({ at: 'closed', why: 'signed_out' });
    expect(line.connects).toBe(1);
  });

  it('tries later when the server cannot be reached to renew', async () => {
    const { line } = keep('unreachable');
    line.say('connect_error', refused('UNAUTHENTICATED'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(line.connects).toBeGreaterThan(1);
  });
});

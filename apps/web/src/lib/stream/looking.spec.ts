import { describe, expect, it } from 'vitest';
import type { NewEntry } from './pack-entry.ts';
import { Looking } from './looking.ts';
import type { Want } from './protocol.ts';

const JPEG = Uint8Array.of(1, 2, 3);
const CLAIM = { faces: 1, unscorable: 'pose', descriptor: null } as const;

/** A page that looks when the test says so, and a clock that only the test moves. */
function make() {
  let clock = 1000;
  const timers: { at: number; run: () => void }[] = [];
  const asked: { id: number; want: Want }[] = [];
  const sent: unknown[] = [];
  const added: NewEntry[] = [];
  const looking = new Looking({
    now: () => clock,
    ask: (id, want) => asked.push({ id, want }),
    add: (entry) => added.push(entry),
    answer: ({ nonce, at }) => sent.push({ nonce, at }),
    unable: (word) => sent.push(word),
    after: (ms, run) => timers.push({ at: clock + ms, run }),
  });
  const pass = (ms: number): void => {
    clock += ms;
    for (const { run } of timers.filter(({ at }) => at <= clock && at > clock - ms)) run();
  };
  return { looking, asked, sent, added, pass, lastId: () => asked.at(-1)?.id ?? 0 };
}

describe('Looking', () => {
  it('answers a request with the frame, as of the moment that it came', () => {
    const { looking, asked, sent, pass, lastId } = make();
    looking.challenged({ nonce: 'one', deadlineMs: 11_000 });
    expect(asked).toEqual([{ id: 1, want: 'frame' }]);
    pass(3000);
    looking.looked({ type: 'looked', id: lastId(), claim: CLAIM, jpeg: JPEG });
    pass(60_000);
    expect(sent).toEqual([{ nonce: 'one', at: 1000 }]);
  });

  it('says that there is no picture, and why, when the page says so', () => {
    const { looking, sent, pass, lastId } = make();
    looking.challenged({ nonce: 'one', deadlineMs: 11_000 });
    looking.none(lastId(), 'still');
    looking.none(lastId(), 'still');
    pass(60_000);
    expect(sent).toEqual([{ nonce: 'one', reason: 'still' }]);
  });

  it('says so itself at the deadline where the page sleeps, and a frame that comes later is none', () => {
    const { looking, sent, pass, lastId } = make();
    looking.challenged({ nonce: 'one', deadlineMs: 11_000 });
    pass(9999);
    expect(sent).toEqual([]);
    pass(1);
    looking.looked({ type: 'looked', id: lastId(), claim: CLAIM, jpeg: JPEG });
    looking.hidden(true);
    looking.challenged({ nonce: 'two', deadlineMs: 20_000 });
    pass(9000);
    expect(sent).toEqual([
      { nonce: 'one', reason: 'busy' },
      { nonce: 'two', reason: 'hidden' },
    ]);
  });

  it('answers a request that comes twice once', () => {
    const { looking, asked, sent, pass } = make();
    looking.challenged({ nonce: 'one', deadlineMs: 11_000 });
    looking.challenged({ nonce: 'one', deadlineMs: 11_000 });
    pass(20_000);
    expect([asked.length, sent.length]).toEqual([1, 1]);
  });

  it('leaves routine looks out without a word, and keeps the others as what they are', () => {
    const { looking, sent, added, lastId } = make();
    const policy = { sampleSeconds: 2, frameSeconds: 10, fullscreen: false };
    looking.follow(policy);
    looking.follow(policy);
    looking.none(lastId(), 'camera_off');
    looking.follow(null);
    looking.follow(policy);
    looking.looked({ type: 'looked', id: lastId(), claim: CLAIM, jpeg: JPEG });
    looking.follow(null);
    expect(sent).toEqual([]);
    expect(added).toEqual([{ type: 'frame', at: 1000, claim: CLAIM, jpeg: JPEG }]);
  });
});

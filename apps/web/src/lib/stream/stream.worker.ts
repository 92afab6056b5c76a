import '../no-eval.ts';
import { ServerClock } from '../clock.ts';
import { Outbox } from './outbox.ts';
import { connectStudent } from './student-socket.ts';
import { Drafts } from './drafts.ts';
import { ExamStream } from './exam-stream.ts';
import type { Refreshed } from './keep-connected.ts';
import { LocalSeal } from './local-seal.ts';
import { forgetAttempt, openLocalStore } from './local-store.ts';
import type { FromStream, ToStream } from './protocol.ts';
import { keepRoom, readRoom } from './room-store.ts';

const post = (message: FromStream) => postMessage(message);
let stream: ExamStream | null = null;
let refreshed: ((result: Refreshed) => void) | null = null;
/** What the page said before everything was open. */
const early: ToStream[] = [];

/** The page renews the session: it shares that with its other tabs. */
const refresh = () =>
  new Promise<Refreshed>((resolve) => {
    refreshed = resolve;
    post({ type: 'refresh' });
  });

async function open(attemptId: string, device: string): Promise<void> {
  const db = await openLocalStore();
  const seal = await LocalSeal.open(db);
  const kept = await readRoom(db, seal, attemptId);
  const clock = new ServerClock();
  const now = () => (clock.known ? clock.at(performance.now()) : Date.now() + (kept?.wallOffset ?? 0));
  const outbox = await Outbox.open(db, seal, { attemptId });
  const drafts = await Drafts.open({ db, seal, attemptId, outbox, now, onQueued: () => stream?.queued('answers') });
  if (kept) {
    post({ type: 'clock', serverTime: now() });
    post({ type: 'room', room: kept.room, drafts: drafts.all(), live: false });
  }
  stream = new ExamStream({
    attemptId,
    device,
    outbox,
    drafts,
    clock,
    now,
    post,
    connect: (onState) => connectStudent(refresh, onState),
    keep: (room, serverTime) => keepRoom(db, seal, attemptId, { room, wallOffset: serverTime - Date.now() }),
    forget: () => forgetAttempt(db, attemptId),
  });
  for (const message of early.splice(0)) stream.take(message);
}

addEventListener('message', ({ data }: MessageEvent<ToStream>) => {
  if (data.type === 'refreshed') refreshed?.(data.result);
  else if (data.type === 'open') {
    open(data.attemptId, data.device).catch(() =>
      post({
        type: 'broken',
        message:
          'This browser does not let the page keep your work safely. Leave private browsing, or use another browser, then load this page again.',
      }),
    );
  } else if (stream) stream.take(data);
  else early.push(data);
});

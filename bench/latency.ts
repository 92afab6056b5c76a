import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { descriptorDistance } from '@invigil/biometrics';
import {
  CONSENT_VERSIONS,
  healthSchema,
  readDescriptor,
  type ExamDetail,
  type Health,
  type InvitationLink,
  type PersonRow,
  type ProctorToServer,
  type ServerToProctor,
  type SignedIn,
  type StudentAttempt,
  type ViolationView,
} from '@invigil/shared';
import { io, type Socket } from 'socket.io-client';
import { startApp } from '../scripts/demo/app-process.js';
import { dataUrl, PictureBook } from '../scripts/demo/picture-book.js';
import { ProgramClient } from '../scripts/demo/program-client.js';
import { SimulatedStudent, type Look } from '../scripts/demo/simulated-student.js';

/**
 * Milliseconds from an offending frame leaving the client to the violation on a proctor's socket, with twenty students who send samples each 2 s and
 * frames each 10 s to the real app in a process of its own. One at a time shows another person's face while the page goes on claiming the right
 * descriptor, so that only the server's own analysis of the frame can tell.
 */
const STUDENTS = 20;
const OFFENCES = 60;
const PEOPLE = 10;
const PAUSE_MS = 1000;
const PATIENCE_MS = 30_000;
const PASSWORD = 'bench-password-of-nobody';
const root = resolve(import.meta.dirname, '..');

type ProctorSocket = Socket<ServerToProctor, ProctorToServer>;
interface Seat {
  student: SimulatedStudent;
  attemptId: string;
  person: number;
  /** What the camera shows while another person sits there. */
  others: Look[] | null;
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function signUp(
  guest: ProgramClient,
  name: string,
  path = '/auth/signup',
  extra: object = {},
): Promise<{ client: ProgramClient; email: string }> {
  const email = `${name}@bench.example`;
  const { tokens } = await guest.post<SignedIn>(path, { email, password: PASSWORD, name, ...extra });
  if (!tokens) throw new Error('The server gave no tokens.');
  return { client: guest.as(tokens.accessToken), email };
}

async function makeExam(
  guest: ProgramClient,
  setupToken: string,
): Promise<{ examId: string; proctor: ProgramClient; invitations: InvitationLink[] }> {
  const { client: admin } = await signUp(guest, 'admin', '/api/setup', { token: setupToken });
  const exam = await admin.post<ExamDetail>('/api/exams', {
    title: 'Bench',
    opensAt: new Date(Date.now() - 60_000).toISOString(),
    closesAt: new Date(Date.now() + 7_200_000).toISOString(),
    durationMinutes: 110,
    questions: [{ type: 'text', prompt: 'Why?' }],
  });
  const people = Array.from({ length: STUDENTS }, (_, i) => ({ name: `student${String(i)}`, email: `student${String(i)}@bench.example` }));
  const invitations = await admin.post<InvitationLink[]>(`/api/exams/${exam.id}/roster`, { people });
  const proctor = await signUp(guest, 'proctor');
  const [row] = await admin.get<PersonRow[]>('/api/people?q=proctor');
  await admin.patch(`/api/people/${row?.id ?? ''}/role`, { role: 'proctor' });
  await admin.post(`/api/exams/${exam.id}/staff`, { email: proctor.email, part: 'proctor' });
  await admin.post(`/api/exams/${exam.id}/publish`);
  return { examId: exam.id, proctor: proctor.client, invitations };
}

/** From the invitation to the first question, through the calls that anybody uses. */
async function seat(
  guest: ProgramClient,
  url: string,
  book: PictureBook,
  examId: string,
  invitation: InvitationLink,
  person: number,
): Promise<Seat> {
  const { client } = await signUp(guest, invitation.name);
  const looks = await book.looks({ person });
  await client.post('/api/invitations/claim', { token: new URL(invitation.link).hash.slice(1) });
  await client.post('/auth/consents', { kind: 'exam', version: CONSENT_VERSIONS.exam });
  const frames = await enrol(client, looks);
  const attempt = await client.post<StudentAttempt>(`/api/my/exams/${examId}/attempt`);
  await client.post(`/api/my/attempts/${attempt.id}/check-in`, { frames });
  let turn = 0;
  const place: Seat = {
    attemptId: attempt.id,
    person,
    others: null,
    student: new SimulatedStudent({
      url,
      token: client.token ?? '',
      attemptId: attempt.id,
      look: () => pick(place.others ?? looks, turn++),
    }),
  };
  await place.student.connect();
  await place.student.start();
  return place;
}

/** Three pictures that the server takes for enrolment; photographed people do not always look ahead. */
async function enrol(client: ProgramClient, looks: readonly Look[]): Promise<string[]> {
  const faceDescriptor = [...readDescriptor(descriptorOf(looks))];
  for (let first = 0; ; first++) {
    const frames = [0, 1, 2].map((next) => dataUrl(pick(looks, first + next).jpeg));
    try {
      await client.post('/auth/profile/image', { faceDescriptor, frames });
      return frames;
    } catch (error) {
      if (first + 1 >= looks.length) throw error;
    }
  }
}

function pick(looks: readonly Look[], turn: number): Look {
  const look = looks[turn % looks.length];
  if (!look) throw new Error('There is no picture to show.');
  return look;
}

function descriptorOf(looks: readonly Look[]): Uint8Array {
  const descriptor = looks.find(({ claim }) => claim.descriptor)?.claim.descriptor;
  if (!descriptor) throw new Error('No picture of this person can be scored.');
  return descriptor;
}

/** Pictures of whoever looks least like the person, with the page's word that it is the person. */
async function forgeries(book: PictureBook, person: number): Promise<Look[]> {
  const all = await Promise.all(Array.from({ length: PEOPLE }, (_, other) => book.looks({ person: other })));
  const own = all[person] ?? [];
  const distance = (looks: readonly Look[]): number =>
    descriptorDistance(readDescriptor(descriptorOf(looks)), readDescriptor(descriptorOf(own)));
  const farthest = all.toSorted((a, b) => distance(b) - distance(a))[0] ?? [];
  return farthest.map(({ jpeg }, index) => ({ jpeg, claim: pick(own, index).claim }));
}

async function watch(url: string, token: string, examId: string): Promise<ProctorSocket> {
  const socket: ProctorSocket = io(`${url}/proctor`, { transports: ['websocket'], auth: { token } });
  await new Promise<void>((done, fail) => {
    socket.once('connect', done);
    socket.once('connect_error', fail);
  });
  await socket.timeout(10_000).emitWithAck('exam:watch', { examId });
  return socket;
}

/** One offence: another face, one frame, until the violation is on the proctor's socket. */
async function offend(seated: Seat, looks: Look[], proctor: ProctorSocket): Promise<number> {
  const seen = new Promise<number>((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`No violation within ${String(PATIENCE_MS)} ms.`)), PATIENCE_MS);
    const hear = (view: ViolationView): void => {
      if (view.attemptId !== seated.attemptId || view.kind !== 'identity_mismatch' || view.state === 'closed') return;
      clearTimeout(timer);
      proctor.off('violation:changed', hear);
      done(performance.now());
    };
    proctor.on('violation:changed', hear);
  });
  seated.others = looks;
  const left = performance.now();
  seated.student.frame();
  try {
    return (await seen) - left;
  } finally {
    seated.others = null;
  }
}

/** The server's own measurement since it was last asked, in milliseconds. */
async function loopLag(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(metrics)?.[1] ?? Number.NaN) * 1000;
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

async function measure(url: string, setupToken: string, book: PictureBook): Promise<void> {
  const guest = new ProgramClient(url);
  say(`Seating ${String(STUDENTS)} students …`);
  const { examId, proctor, invitations } = await makeExam(guest, setupToken);
  const seats: Seat[] = [];
  for (const [index, invitation] of invitations.entries()) seats.push(await seat(guest, url, book, examId, invitation, index % PEOPLE));
  const forged = await Promise.all(seats.map(({ person }) => forgeries(book, person)));
  const wall = await watch(url, proctor.token ?? '', examId);
  for (const [index, { student }] of seats.entries()) student.sit({ frameDelayMs: (index * 10_000) / STUDENTS });
  await wait(12_000);
  await loopLag(url);
  say(`Measuring ${String(OFFENCES)} offences …`);
  const times: number[] = [];
  for (let i = 0; i < OFFENCES; i++) {
    const index = i % STUDENTS;
    const [seated, looks] = [seats[index], forged[index]];
    if (seated && looks) times.push(await offend(seated, looks, wall));
    if ((times.at(-1) ?? 0) > 1000) say(`offence ${String(i + 1)}: ${String(Math.round(times.at(-1) ?? 0))} ms`);
    await wait(PAUSE_MS);
  }
  const loopLagP99Ms = Math.round(await loopLag(url));
  for (const { student } of seats) student.close();
  wall.disconnect();
  const { engine } = healthSchema.parse(await (await fetch(`${url}/health`)).json());
  report(
    times.toSorted((a, b) => a - b),
    loopLagP99Ms,
    engine,
  );
}

function report(sorted: readonly number[], loopLagP99Ms: number, engine: Health['engine']): void {
  const [p50Ms, p95Ms, maxMs] = [0.5, 0.95, 1].map((share) => Math.round(percentile(sorted, share)));
  console.log(`
From an offending frame to the violation on a proctor's socket
  engine             ${engine.name}, ${String(engine.threads)} thread(s)
  students           ${String(STUDENTS)} (a sample each 2 s, a frame each 10 s)
  offences           ${String(sorted.length)}
  p50                ${String(p50Ms)} ms
  p95                ${String(p95Ms)} ms
  longest            ${String(maxMs)} ms
  event loop lag p99 ${String(loopLagP99Ms)} ms
`);
  console.log(JSON.stringify({ students: STUDENTS, engine: engine.name, p50Ms, p95Ms, loopLagP99Ms }));
}

const dataDir = mkdtempSync(join(tmpdir(), 'invigil-bench-'));
const port = String(await freePort());
const app = await startApp(root, {
  INVIGIL_DATA: dataDir,
  PORT: port,
  PUBLIC_URL: '',
  DATABASE_URL: '',
  LOG_LEVEL: 'warn',
  THROTTLE_LIMIT: '1000000',
});
const book = new PictureBook(root);
try {
  await measure(app.url, app.setupToken ?? '', book);
} finally {
  app.stop();
  await book.close();
  await app.ended;
  rmSync(dataDir, { recursive: true, force: true });
}

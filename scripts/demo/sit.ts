import type { SampleScene } from '@invigil/biometrics/samples';
import { offlineAt, sceneAt, type Role } from './cast.js';
import type { SeatedStudent } from './fill.js';
import type { PictureBook } from './picture-book.js';
import { SimulatedStudent, type Look } from './simulated-student.js';

const ANSWERS = [
  'Each input has exactly one output.',
  'A rule that gives every x one y, such as y = 2x + 1.',
  '210 / 84 = 2.5 h, so at 16:32.',
];
const LONGEST_WAIT_MS = 5000;

/** The looks of every scene of a role, so that the camera never has to wait for a picture. */
async function album(book: PictureBook, role: Role): Promise<Map<string, Look[]>> {
  const scenes: SampleScene[] = [{ person: role.person }, ...role.cues.map(({ scene }) => scene)];
  return new Map(await Promise.all(scenes.map(async (scene) => [JSON.stringify(scene), await book.looks(scene)] as const)));
}

/**
 * Lets one student sit: waits for a proctor where the check-in asks for one, starts, and then follows the role's story until `signal` says stop.
 * @param url address of the server
 */
export async function sit(url: string, book: PictureBook, seated: SeatedStudent, signal: AbortSignal): Promise<void> {
  const { role, client, attempt } = seated;
  const looks = await album(book, role);
  const begun = performance.now();
  let shown = 0;
  const student = new SimulatedStudent({
    url,
    token: client.token ?? '',
    attemptId: attempt.id,
    look: () => {
      const pages = looks.get(JSON.stringify(sceneAt(role, (performance.now() - begun) / 1000))) ?? [];
      const look = pages[shown++ % pages.length];
      if (!look) throw new Error(`${role.name} has no picture to show.`);
      return look;
    },
  });
  signal.addEventListener('abort', () => student.close(), { once: true });
  await student.connect();
  if (!(await admitted(student, signal))) return;
  await student.start();
  // the questions come with a join, once the attempt runs
  await student.join();
  student.sit({ frameDelayMs: Math.random() * LONGEST_WAIT_MS });
  const timer = setInterval(() => {
    const seconds = (performance.now() - begun) / 1000;
    if (offlineAt(role, seconds)) student.socket.disconnect();
    else if (!student.socket.connected) void student.connect().catch(() => undefined);
    if (Math.random() < 0.08) answer(student);
  }, 1000);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

/** True once the check-in lets the student in; false when it will not. */
async function admitted(student: SimulatedStudent, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted && student.attempt?.state === 'checking_in') {
    const { checkIn } = student.attempt;
    if (checkIn === 'matched' || checkIn === 'admitted') return true;
    if (checkIn === 'refused') return false;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return false;
}

function answer(student: SimulatedStudent): void {
  const questions = student.joined?.questions ?? [];
  const question = questions[Math.floor(Math.random() * questions.length)];
  if (!question) return;
  const value =
    question.type === 'single_choice'
      ? Math.floor(Math.random() * question.options.length)
      : (ANSWERS[Math.floor(Math.random() * ANSWERS.length)] ?? '');
  student.answer(question.id, value);
}

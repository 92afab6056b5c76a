import { randomBytes } from 'node:crypto';
import {
  CONSENT_VERSIONS,
  readDescriptor,
  type ExamDetail,
  type ExamInput,
  type InvitationLink,
  type PersonRow,
  type SignedIn,
  type StudentAttempt,
} from '@invigil/shared';
import { CAST, type Role } from './cast.js';
import { dataUrl, type PictureBook } from './picture-book.js';
import type { ProgramClient } from './program-client.js';

export interface Account {
  email: string;
  password: string;
  client: ProgramClient;
}
export interface SeatedStudent {
  role: Role;
  client: ProgramClient;
  attempt: StudentAttempt;
}
export interface Filled {
  examId: string;
  administrator: Account;
  instructor: Account;
  proctor: Account;
  invitations: InvitationLink[];
}

const password = (): string => randomBytes(9).toString('base64url');
const addressOf = (name: string): string => `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@demo.example`;

async function signUp(guest: ProgramClient, name: string, path = '/auth/signup', extra: object = {}): Promise<Account> {
  const account = { email: addressOf(name), password: password() };
  const { tokens } = await guest.post<SignedIn>(path, { ...account, ...extra, name });
  if (!tokens) throw new Error('The server gave no tokens.');
  return { ...account, client: guest.as(tokens.accessToken) };
}

async function staff(guest: ProgramClient, administrator: ProgramClient, name: string, role: PersonRow['role']): Promise<Account> {
  const account = await signUp(guest, name);
  const [person] = await administrator.get<PersonRow[]>(`/api/people?q=${encodeURIComponent(account.email)}`);
  if (!person) throw new Error(`${name} is not in the list of people.`);
  await administrator.patch(`/api/people/${person.id}/role`, { role });
  return account;
}

function examInput(): ExamInput {
  const minute = 60_000;
  return {
    title: 'Algebra I',
    instructions: 'Answer as many questions as you can. You may go back and change an answer until you submit.',
    opensAt: new Date(Date.now() - minute).toISOString(),
    closesAt: new Date(Date.now() + 180 * minute).toISOString(),
    durationMinutes: 90,
    questions: [
      { type: 'single_choice', prompt: 'Solve for x: 3x − 4 = 11', options: ['3', '5', '7'], correct: 1 },
      { type: 'single_choice', prompt: 'Which of these is a prime number?', options: ['21', '27', '29', '33'], correct: 2 },
      { type: 'text', prompt: 'Explain in your own words what a function is.' },
      { type: 'text', prompt: 'A train leaves at 14:02 and travels 210 km at 84 km/h. When does it arrive? Show how you found it.' },
    ],
    // more often than in a real exam, and judged by fewer pictures, so that everything shows within the first minute
    policy: { frameSeconds: 5, challengeSeconds: [20, 45], screen: { frames: 6 } },
  };
}

/** An administrator, an instructor, a proctor and a published exam with a roster, all made through the HTTP calls that anybody uses. */
export async function fill(guest: ProgramClient, setupToken: string): Promise<Filled> {
  const administrator = await signUp(guest, 'Ada Admin', '/api/setup', { token: setupToken });
  const instructor = await staff(guest, administrator.client, 'Ina Instructor', 'instructor');
  const proctor = await staff(guest, administrator.client, 'Pat Proctor', 'proctor');
  const exam = await instructor.client.post<ExamDetail>('/api/exams', examInput());
  const people = CAST.map(({ name }) => ({ name, email: addressOf(name) }));
  const invitations = await instructor.client.post<InvitationLink[]>(`/api/exams/${exam.id}/roster`, { people });
  await instructor.client.post(`/api/exams/${exam.id}/staff`, { email: proctor.email, part: 'proctor' });
  await instructor.client.post(`/api/exams/${exam.id}/publish`);
  return { examId: exam.id, administrator, instructor, proctor, invitations };
}

/** One student from the invitation to the checked-in attempt: account, consent, enrolment from real frames, 1:1 match. */
export async function seat(guest: ProgramClient, book: PictureBook, { examId, invitations }: Filled, role: Role): Promise<SeatedStudent> {
  const invitation = invitations.find(({ name }) => name === role.name);
  if (!invitation) throw new Error(`${role.name} is not on the roster.`);
  const { client } = await signUp(guest, role.name);
  await client.post('/api/invitations/claim', { token: new URL(invitation.link).hash.slice(1) });
  await client.post('/auth/consents', { kind: 'exam', version: CONSENT_VERSIONS.exam });
  const looks = await book.looks({ person: role.person });
  const descriptor = looks.find(({ claim }) => claim.descriptor)?.claim.descriptor;
  if (!descriptor) throw new Error(`No usable picture of ${role.name}.`);
  await client.post('/auth/profile/image', {
    faceDescriptor: [...readDescriptor(descriptor)],
    frames: looks.slice(0, 4).map(({ jpeg }) => dataUrl(jpeg)),
  });
  const attempt = await client.post<StudentAttempt>(`/api/my/exams/${examId}/attempt`);
  return { role, client, attempt: await checkIn(client, book, attempt, role) };
}

async function checkIn(client: ProgramClient, book: PictureBook, attempt: StudentAttempt, role: Role): Promise<StudentAttempt> {
  const looks = await book.looks({ person: role.checkInAs ?? role.person });
  const frames = looks.slice(1, 5).map(({ jpeg }) => dataUrl(jpeg));
  let latest = attempt;
  while (latest.checkIn === 'open') {
    ({ attempt: latest } = await client.post<{ attempt: StudentAttempt }>(`/api/my/attempts/${attempt.id}/check-in`, { frames }));
  }
  return latest;
}

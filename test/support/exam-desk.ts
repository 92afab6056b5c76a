import type { ExamDetail, ExamInput, InvitationLink, StudentAttempt, StudentExam } from '@invigil/shared';
import { account, type Account } from './staffed-exam.js';
import type { Answer, Client } from './http.js';
import type { TestApp } from './test-app.js';

const HOUR = 3_600_000;
export const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();

/** An exam with a choice and a text, open now. */
export const examInput = (changes: Partial<ExamInput> = {}): ExamInput => ({
  title: 'Algebra I',
  instructions: 'Take your time.',
  opensAt: inHours(-1),
  closesAt: inHours(2),
  durationMinutes: 60,
  questions: [
    { type: 'single_choice', prompt: '1 + 1?', options: ['1', '2', '3'], correct: 1 },
    { type: 'text', prompt: 'Why?', maxLength: 200 },
  ],
  ...changes,
});

/** What a call answered, once it has answered well. */
export async function body<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, body: got } = await answer;
  if (status >= 300) throw new Error(`answered ${String(status)}: ${JSON.stringify(got)}`);
  return got;
}

export const tokenOf = ({ link }: InvitationLink): string => link.slice(link.indexOf('#') + 1);

/** An exam, published unless `draft`. */
export async function makeExam(instructor: Client, changes: Partial<ExamInput> = {}, { draft = false } = {}): Promise<ExamDetail> {
  const exam = await body(instructor.post<ExamDetail>('/api/exams', examInput(changes)));
  return draft ? exam : body(instructor.post<ExamDetail>(`/api/exams/${exam.id}/publish`));
}

export async function invite(instructor: Client, examId: string, name = 'Ann Lee'): Promise<InvitationLink> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${crypto.randomUUID()}@example.org`;
  const [link] = await body(instructor.post<InvitationLink[]>(`/api/exams/${examId}/roster`, { people: [{ email, name }] }));
  if (!link) throw new Error('nobody was invited');
  return link;
}

/** A student who has claimed an invitation. */
export async function invitedStudent(server: TestApp, instructor: Client, examId: string, name = 'Ann Lee'): Promise<Account> {
  const student = await account(server, 'student', name.replaceAll(' ', '.'));
  await body(student.post<StudentExam>('/api/invitations/claim', { token: tokenOf(await invite(instructor, examId, name)) }));
  return student;
}

export const beginAttempt = (student: Client, examId: string): Promise<StudentAttempt> =>
  body(student.post<StudentAttempt>(`/api/my/exams/${examId}/attempt`));

import { z } from 'zod';
import { attemptStateSchema, checkInStateSchema } from './attempt.js';
import { emailSchema, personNameSchema } from './person.js';
import { policySchema } from './policy.js';

export const questionSchema = z.discriminatedUnion('type', [
  z.object({
    id: z.uuid().optional(),
    type: z.literal('single_choice'),
    prompt: z.string().trim().min(1, 'Write the question.').max(5000),
    points: z.number().min(0).max(1000).default(1),
    options: z
      .array(z.string().trim().min(1, 'An option needs a text.').max(1000))
      .min(2, 'A choice needs at least two options.')
      .max(20, 'At most 20 options.'),
    /** Index of the right option; never sent to a student. */
    correct: z.number().int().min(0).nullable().default(null),
  }),
  z.object({
    id: z.uuid().optional(),
    type: z.literal('text'),
    prompt: z.string().trim().min(1, 'Write the question.').max(5000),
    points: z.number().min(0).max(1000).default(1),
    maxLength: z.number().int().min(1).max(20_000).default(5000),
  }),
]);
export type QuestionInput = z.input<typeof questionSchema>;
export type Question = z.infer<typeof questionSchema> & { id: string };
/** A question as a student sees it. */
export type StudentQuestion =
  | { id: string; type: 'single_choice'; prompt: string; points: number; options: string[] }
  | { id: string; type: 'text'; prompt: string; points: number; maxLength: number };

export const examInputSchema = z
  .object({
    title: z.string().trim().min(1, 'Give the exam a title.').max(200),
    instructions: z.string().trim().max(10_000).default(''),
    opensAt: z.iso.datetime({ offset: true }),
    closesAt: z.iso.datetime({ offset: true }),
    durationMinutes: z
      .number()
      .int()
      .min(1, 'At least one minute.')
      .max(24 * 60, 'At most a day.'),
    questions: z.array(questionSchema).max(500).default([]),
    policy: policySchema.prefault({}),
  })
  .refine((exam) => Date.parse(exam.closesAt) > Date.parse(exam.opensAt), { path: ['closesAt'], message: 'It must close after it opens.' });
export type ExamInput = z.input<typeof examInputSchema>;
export type ExamParsed = z.infer<typeof examInputSchema>;

export const EXAM_STATES = ['draft', 'published'] as const;
export type ExamState = (typeof EXAM_STATES)[number];
export interface ExamSummary {
  id: string;
  title: string;
  state: ExamState;
  opensAt: string;
  closesAt: string;
  durationMinutes: number;
  questions: number;
  roster: number;
  /** Attempts in progress or paused now. */
  active: number;
  attempts: number;
}
export interface ExamDetail extends Omit<ExamSummary, 'questions' | 'roster'> {
  instructions: string;
  questions: Question[];
  policy: z.infer<typeof policySchema>;
  policyHash: string;
  policyVersion: number;
  roster: RosterRow[];
  staff: StaffRow[];
}

export const rosterAddSchema = z.object({
  people: z
    .array(z.object({ email: emailSchema, name: personNameSchema }))
    .min(1, 'Add at least one person.')
    .max(2000),
  /** Each new link also goes to its person by mail. */
  mail: z.boolean().default(false),
});
export type RosterAdd = z.infer<typeof rosterAddSchema>;
/** `POST /api/exams/:id/roster/:rosterId/link` */
export const newLinkSchema = rosterAddSchema.pick({ mail: true });
export interface RosterRow {
  id: string;
  email: string;
  name: string;
  state: 'invited' | 'claimed';
  claimedBy: string | null;
  attemptId: string | null;
  attemptState: z.infer<typeof attemptStateSchema> | null;
  /** A photo lies here that their portrait can be compared with. */
  photoSaved: boolean;
}
/** Invitation links are shown once, when they are made: only their hash is stored. */
export interface InvitationLink {
  rosterId: string;
  email: string;
  name: string;
  link: string;
  /**
   * What became of its mail: on its way; waiting for an administrator to hand it on, since there is no mail server; not written, since there is
   * no such letter box or it got as many as it may in a day. Null where none was asked for.
   */
  mail: 'queued' | 'waiting' | 'refused' | null;
}
export const STAFF_PARTS = ['proctor', 'instructor'] as const;
export const staffAddSchema = z.object({ email: emailSchema, part: z.enum(STAFF_PARTS) });
export interface StaffRow {
  userId: string;
  email: string;
  name: string | null;
  part: (typeof STAFF_PARTS)[number];
}

export const claimSchema = z.object({ token: z.string().min(20).max(200) });
/** An exam as its student sees it in the list and before it starts. */
export interface StudentExam {
  examId: string;
  title: string;
  instructions: string;
  opensAt: string;
  closesAt: string;
  durationMinutes: number;
  questions: number;
  evidenceDays: number;
  attempt: StudentAttempt | null;
}
export interface StudentAttempt {
  id: string;
  examId: string;
  state: z.infer<typeof attemptStateSchema>;
  checkIn: z.infer<typeof checkInStateSchema>;
  checkInTriesLeft: number;
  startedAt: string | null;
  deadlineAt: string | null;
  pausedAt: string | null;
  endedAt: string | null;
  /** Why it was paused or ended, in words for the student. */
  reason: string | null;
  /** The head of the attempt's chain of violation events, once it is over: the student's receipt. */
  receipt: { chainHead: string; answers: number; at: string } | null;
}

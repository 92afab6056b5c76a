import { DEFAULT_POLICY, examInputSchema, type ExamDetail } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { emptyExam, emptyQuestion, toForm, toInput } from './exam-form.js';

const choice = '0f0e0d0c-0b0a-4908-8706-050403020100';
const text = '1f0e0d0c-0b0a-4908-8706-050403020100';
const stored: ExamDetail = {
  id: '2f0e0d0c-0b0a-4908-8706-050403020100',
  title: 'Algebra I',
  state: 'draft',
  opensAt: '2026-11-20T09:00:00.000Z',
  closesAt: '2026-11-20T17:00:00.000Z',
  durationMinutes: 90,
  active: 0,
  attempts: 0,
  instructions: 'Calm.',
  questions: [
    { id: choice, type: 'single_choice', prompt: 'x?', points: 2, options: ['3', '5', '7'], correct: 1 },
    { id: text, type: 'text', prompt: 'Why?', points: 3, maxLength: 400 },
  ],
  policy: { ...DEFAULT_POLICY, evidenceDays: 14 },
  policyHash: 'h',
  policyVersion: 1,
  roster: [],
  staff: [],
};

describe('the form of an exam', () => {
  it('sends back what was stored when nothing was changed', () => {
    const { title, instructions, opensAt, closesAt, durationMinutes, questions, policy } = stored;
    expect(examInputSchema.parse(toInput(toForm(stored)))).toEqual({
      title,
      instructions,
      opensAt,
      closesAt,
      durationMinutes,
      questions,
      policy,
    });
  });

  it('keeps the right option right when options change places', () => {
    const form = toForm(stored);
    form.questions[0]?.options.reverse();
    expect(toInput(form).questions?.[0]).toMatchObject({ options: ['7', '5', '3'], correct: 1 });
    form.questions[0]?.options.shift();
    expect(toInput(form).questions?.[0]).toMatchObject({ options: ['5', '3'], correct: 0 });
    form.questions[0]?.options.shift();
    expect(toInput(form).questions?.[0]).toMatchObject({ options: ['3'], correct: null });
  });

  it('starts with a window that is open for longer than the exam takes, and says that the title is missing', () => {
    const form = emptyExam(new Date('2026-11-20T12:00:00Z'));
    const parsed = examInputSchema.safeParse(toInput(form));
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['title']);
    expect(examInputSchema.safeParse(toInput({ ...form, title: 'x' })).success).toBe(true);
  });

  it('keeps the options while a question is changed to text and back', () => {
    const question = { ...emptyQuestion('single_choice'), prompt: 'x?' };
    const form = { ...emptyExam(new Date()), title: 'x', questions: [{ ...question, type: 'text' as const }] };
    expect(toInput(form).questions?.[0]).toEqual({ type: 'text', prompt: 'x?', points: 1, maxLength: 5000 });
    expect(form.questions[0]?.options).toEqual(question.options);
  });
});

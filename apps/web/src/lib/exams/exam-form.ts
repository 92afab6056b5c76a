import { DEFAULT_POLICY, type ExamDetail, type ExamInput, type Policy } from '@invigil/shared';
import { fromLocalInput, toLocalInput } from '../local-time.ts';

export interface OptionForm {
  key: string;
  text: string;
}
export interface QuestionForm {
  /** For the page's lists only. */
  key: string;
  id?: string;
  type: 'single_choice' | 'text';
  prompt: string;
  points: number | null;
  options: OptionForm[];
  /** Key of the right option. */
  correct: string | null;
  maxLength: number | null;
}
/** An exam as its form holds it: times as the fields want them, numbers null while a field is empty. */
export interface ExamForm {
  title: string;
  instructions: string;
  opensAt: string;
  closesAt: string;
  durationMinutes: number | null;
  questions: QuestionForm[];
  policy: Policy;
}

export const newKey = (): string => Math.random().toString(36).slice(2, 12);

/** A question to fill in. It has the parts of both types, so that changing the type and back loses nothing. */
export const emptyQuestion = (type: QuestionForm['type']): QuestionForm => ({
  key: newKey(),
  type,
  prompt: '',
  points: 1,
  options: [
    { key: newKey(), text: '' },
    { key: newKey(), text: '' },
  ],
  correct: null,
  maxLength: 5000,
});

/** A new exam: tomorrow from nine to five, one hour, the default policy. */
export function emptyExam(now: Date): ExamForm {
  const at = (hour: number) => toLocalInput(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, hour).toISOString());
  return {
    title: '',
    instructions: '',
    opensAt: at(9),
    closesAt: at(17),
    durationMinutes: 60,
    questions: [],
    policy: structuredClone(DEFAULT_POLICY),
  };
}

/** The form of an exam that is stored. */
export function toForm(exam: ExamDetail): ExamForm {
  return {
    title: exam.title,
    instructions: exam.instructions,
    opensAt: toLocalInput(exam.opensAt),
    closesAt: toLocalInput(exam.closesAt),
    durationMinutes: exam.durationMinutes,
    policy: structuredClone(exam.policy),
    questions: exam.questions.map((question) => {
      const form = { ...emptyQuestion(question.type), key: question.id, id: question.id, prompt: question.prompt, points: question.points };
      if (question.type === 'text') return { ...form, maxLength: question.maxLength };
      const options = question.options.map((text, index) => ({ key: `${question.id}-${index}`, text }));
      return { ...form, options, correct: question.correct === null ? null : (options[question.correct]?.key ?? null) };
    }),
  };
}

/** What is sent; still to be checked with the contract's schema. */
export function toInput(form: ExamForm): ExamInput {
  return {
    title: form.title,
    instructions: form.instructions,
    opensAt: fromLocalInput(form.opensAt),
    closesAt: fromLocalInput(form.closesAt),
    durationMinutes: form.durationMinutes ?? 0,
    policy: form.policy,
    questions: form.questions.map((question) => {
      const common = { ...(question.id ? { id: question.id } : {}), prompt: question.prompt, points: question.points ?? 0 };
      if (question.type === 'text') return { ...common, type: question.type, maxLength: question.maxLength ?? 5000 };
      const correct = question.options.findIndex(({ key }) => key === question.correct);
      return {
        ...common,
        type: question.type,
        options: question.options.map(({ text }) => text),
        correct: correct === -1 ? null : correct,
      };
    }),
  };
}

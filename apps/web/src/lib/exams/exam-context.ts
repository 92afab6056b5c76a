import type { ExamDetail } from '@invigil/shared';
import { getContext, setContext } from 'svelte';
import type { Resource } from '../state/resource.svelte.ts';

const KEY = Symbol('exam');

/** The exam that the pages under `/exams/[id]` share. */
export const provideExam = (exam: Resource<ExamDetail>): Resource<ExamDetail> => setContext(KEY, exam);
export const useExam = (): Resource<ExamDetail> => getContext<Resource<ExamDetail>>(KEY);

import type { AttemptState, CheckInState } from './attempt.js';
import type { ViolationKind, ViolationView } from './violation.js';

/** `clear`, `look` or `review first`: an order for people to look in, never a verdict. */
export const BANDS = ['clear', 'look', 'review_first'] as const;
export type Band = (typeof BANDS)[number];

/** Share of the attempt's running time (0 to 1) that was really observed. Unobserved time is shown, never scored. */
export interface Coverage {
  /** Any sample or analysed frame. */
  any: number;
  /** A face good enough to compare with the template. */
  identity: number;
  /** Frames the server analysed itself, of those that came in or were asked for. */
  frames: { analysed: number; notAnalysed: number };
}

export interface ReportRow {
  attemptId: string;
  name: string;
  email: string;
  state: AttemptState;
  checkIn: CheckInState;
  band: Band;
  /** Capped, weighted sum over observed time, 0 to 1; see `formula` of the report. */
  score: number;
  coverage: Coverage;
  /** Confirmed, not dismissed, by kind. */
  counts: Partial<Record<ViolationKind, number>>;
  judged: number;
  incidents: number;
  startedAt: string | null;
  endedAt: string | null;
  portraitApproved: boolean;
}
export interface ExamReport {
  examId: string;
  title: string;
  generatedAt: string;
  formula: string;
  rows: ReportRow[];
}

/** A stretch of time on the attempt's timeline. */
export interface Span {
  from: string;
  to: string | null;
  kind: 'connected' | 'offline' | 'paused';
}
export interface DistancePoint {
  at: string;
  distance: number;
  source: 'page' | 'server';
}
export interface FacesPoint {
  at: string;
  faces: number;
  source: 'page' | 'server';
}
export interface TimelineEvent {
  at: string;
  what: string;
  detail: string;
}
export interface AttemptReport {
  row: ReportRow;
  examId: string;
  examTitle: string;
  formula: string;
  threshold: number;
  startedAt: string | null;
  endedAt: string | null;
  deadlineAt: string | null;
  reason: string | null;
  policyHash: string;
  pipelineId: string | null;
  chainHead: string | null;
  spans: Span[];
  distances: DistancePoint[];
  faces: FacesPoint[];
  events: TimelineEvent[];
  violations: ViolationView[];
  answers: {
    questionId: string;
    prompt: string;
    type: 'single_choice' | 'text';
    answer: string | null;
    savedAt: string | null;
    late: boolean;
  }[];
}

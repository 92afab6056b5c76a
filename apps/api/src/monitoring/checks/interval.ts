import type { ViolationKind } from '@invigil/shared';
import type { Finding } from '../../violations/finding.js';

/** A violation that is open: from the first offence to the last so far. */
export interface Interval {
  openedAt: number;
  lastOffence: number;
  confirmed: boolean;
  severity: number;
  measurements: Record<string, unknown>;
}
/** One offence as a check sees it. */
export interface Offence {
  at: number;
  confirmed: boolean;
  severity: number;
  measurements: Record<string, unknown>;
  frameId?: string;
}
export interface Kept {
  interval: Interval | null;
  findings: Finding[];
}

/**
 * Opens the violation, or makes the open one longer; says `confirm` and `escalate` only when something changes or a frame shows it.
 * Times never run backwards within a violation, also where a slow frame's offence lies before a quick sample's.
 */
export function offend(kind: ViolationKind, interval: Interval | null, offence: Offence): Kept {
  const at = interval === null ? offence.at : Math.max(interval.lastOffence, offence.at);
  const severity = Math.max(interval?.severity ?? 0, offence.severity);
  const next: Interval = {
    openedAt: interval?.openedAt ?? at,
    lastOffence: at,
    confirmed: offence.confirmed || interval?.confirmed === true,
    severity,
    measurements: offence.measurements,
  };
  const finding = (op: Finding['op']): Finding => ({
    op,
    kind,
    at,
    severity,
    measurements: offence.measurements,
    ...(offence.frameId === undefined ? {} : { frameId: offence.frameId }),
  });
  const findings: Finding[] = [];
  if (interval === null) findings.push(finding('open'));
  if (next.confirmed && interval?.confirmed !== true) findings.push(finding('confirm'));
  else if (interval !== null && (severity > interval.severity || offence.frameId !== undefined)) findings.push(finding('escalate'));
  return { interval: next, findings };
}

/** Closes the violation at its last offence. */
export function close(kind: ViolationKind, interval: Interval | null, at: number): Kept {
  if (interval === null) return { interval, findings: [] };
  const { lastOffence, severity, measurements } = interval;
  return { interval: null, findings: [{ op: 'close', kind, at: Math.max(at, lastOffence), severity, measurements, endedAt: lastOffence }] };
}

/** Closes the violation once `mergeSeconds` have passed without an offence. */
export function settle(kind: ViolationKind, interval: Interval | null, at: number, mergeSeconds: number): Kept {
  const over = interval !== null && at - interval.lastOffence > mergeSeconds * 1000;
  return over ? close(kind, interval, at) : { interval, findings: [] };
}

import type { Policy, ViolationKind } from '@invigil/shared';
import type { Finding } from '../../violations/finding.js';
import { close, offend, settle, type Interval, type Kept, type Offence } from './interval.js';
import type { Observation } from './observation.js';

/**
 * What a check concludes from one observation. `offence`: it happens now. `ended`: it is certainly over, close without waiting.
 * Neither: nothing new; the violation closes by itself when `mergeSeconds` have passed.
 */
export interface Judged<S> {
  state: S;
  offence?: Offence | null;
  ended?: boolean;
}

/** One kind of violation: a pure function from what was known and what is seen to a judgement. No clock, no database, no memory of its own. */
export interface Check<S> {
  kind: ViolationKind;
  initial: S;
  /** Whether the policy asks for it. */
  on(policy: Policy): boolean;
  judge(state: S, observation: Observation, policy: Policy): Judged<S>;
  /** True when an open violation lasts until the check itself says that it ended. */
  lasting?: boolean;
}

export interface Step {
  next: RunningCheck;
  findings: Finding[];
}
/** A check together with what it knows of one attempt. A value: a step gives a new one. */
export interface RunningCheck {
  readonly kind: ViolationKind;
  readonly interval: Interval | null;
  step(observation: Observation, policy: Policy): Step;
  /** The same knowledge, with the violation that is open according to the log. */
  withInterval(interval: Interval | null): RunningCheck;
}

/** Sets a check going on one attempt. */
export function run<S>(check: Check<S>, state: S = check.initial, interval: Interval | null = null): RunningCheck {
  return {
    kind: check.kind,
    interval,
    withInterval: (open) => run(check, state, open),
    step(observation, policy) {
      const { at } = observation;
      if (observation.type === 'stopped' || !check.on(policy))
        return { next: run(check), findings: close(check.kind, interval, at).findings };
      const judged = check.judge(state, observation, policy);
      const before = endingBefore(check, judged, interval, observation, policy);
      const kept = judged.offence ? offend(check.kind, before.interval, judged.offence) : { interval: before.interval, findings: [] };
      return { next: run(check, judged.state, kept.interval), findings: [...before.findings, ...kept.findings] };
    },
  };
}

/** A violation ends when its check says so, or when time has passed without an offence: by the clock, or before a much later offence. */
function endingBefore<S>(
  check: Check<S>,
  judged: Judged<S>,
  interval: Interval | null,
  { type, at }: Observation,
  { mergeSeconds }: Policy,
): Kept {
  if (judged.ended === true) return close(check.kind, interval, at);
  const timed = check.lasting !== true && (type === 'tick' || judged.offence);
  return timed ? settle(check.kind, interval, at, mergeSeconds) : { interval, findings: [] };
}

/** Everything that can be asked of an attempt, by the student, by staff or by the clock. */
export type AttemptCommand =
  | { type: 'match' }
  /** `because` is for staff's eyes: the history shows it. */
  | { type: 'fail_try'; because?: string }
  | { type: 'ask' }
  | { type: 'admit'; reason: string }
  | { type: 'refuse'; reason: string }
  | { type: 'start' }
  | { type: 'pause'; reason: string }
  | { type: 'resume' }
  | { type: 'extend'; minutes: number }
  | { type: 'submit' }
  | { type: 'terminate'; reason: string }
  | { type: 'time_up' }
  | { type: 'expire' };

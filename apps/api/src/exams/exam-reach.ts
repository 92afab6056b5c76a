import type { Role } from '@invigil/shared';
import type { ExamStaff } from './exam-staff.entity.js';

/** What a person may do with an exam: `run` includes `watch`. */
export type Reach = 'none' | 'watch' | 'run';

/**
 * How far a person reaches into one exam. The role bounds what a row can give: somebody who became a student again reaches nothing.
 * @param part the person's row in `exam_staff`, null without one
 */
export function examReach(role: Role, isOwner: boolean, part: ExamStaff['part'] | null): Reach {
  if (role === 'administrator') return 'run';
  if (role === 'student') return 'none';
  if (role === 'instructor' && (isOwner || part === 'instructor')) return 'run';
  return isOwner || part !== null ? 'watch' : 'none';
}

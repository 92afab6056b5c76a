import { Problem } from '../../http/problem.js';

/** What to answer when a token was refused; `reason` is what the verification threw. */
export function tokenProblem(reason: unknown): Problem {
  if (reason instanceof Problem) return reason;
  const name = reason instanceof Error ? reason.name : '';
  if (name === 'TokenExpiredError') return new Problem('UNAUTHENTICATED', 'Token has expired. Refresh it, or sign in again.');
  if (name === 'JsonWebTokenError' || name === 'NotBeforeError' || name === 'SyntaxError')
    return new Problem('UNAUTHENTICATED', 'Invalid token. Sign in again.');
  return new Problem('UNAUTHENTICATED', 'Not authenticated. Sign in first.');
}

import type { ApiError } from '../api-error.ts';

/** What a refused frame means: `same`: go on with the next one; `ask`: ask the server where the run stands; `over`: begin anew. */
export type AfterRefusal = 'same' | 'ask' | 'over';

/** @param code null where the camera or the page itself was at fault */
export function afterRefusal(code: ApiError['code'] | null): AfterRefusal {
  if (code === 'TOO_MANY' || code === 'BAD_PICTURE') return 'same';
  return code === null || code === 'STALE_NONCE' || code === 'INTERNAL' || code === 'OFFLINE' ? 'ask' : 'over';
}

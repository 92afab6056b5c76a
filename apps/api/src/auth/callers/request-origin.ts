import type { Request } from 'express';
import type { Config } from '../../config/config.js';
import { Problem } from '../../http/problem.js';

/** Browsers say where a request comes from; programs do not. */
export const isBrowser = (request: Request): boolean => request.headers['sec-fetch-site'] !== undefined;

/**
 * Lets only pages of our own do what cookies authorise: a foreign page's request carries the cookies too.
 * @throws Problem FORBIDDEN when the Origin is missing or foreign
 */
export function requireOwnOrigin(request: Request, config: Config): void {
  const { origin } = request.headers;
  if (origin !== undefined && config.allowedOrigins.includes(origin)) return;
  throw new Problem('FORBIDDEN', `This request came from another site. Open ${config.publicUrl} and try again there.`);
}

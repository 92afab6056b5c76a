import type { NextFunction, Request, Response } from 'express';

/** Longest that a request's body may take, where it is not a file. */
const MOST_MS = 300_000;
const FILES = /^\/api\/files\/upload(?:s\/|$)/;

/**
 * Ends requests whose body does not come: none may take longer than five minutes, but for a file's, which may take as long as it keeps coming.
 * Stands in for Node's own limit, which knows no such difference.
 * @param checkMs how often is looked; a body that has not moved since the last time is given up
 */
export function slowBodies(checkMs = 60_000) {
  return (request: Request, _: Response, next: NextFunction): void => {
    const begun = Date.now();
    let before = -1;
    const timer = setInterval(() => {
      if (request.complete || request.destroyed) {
        clearInterval(timer);
        return;
      }
      const { bytesRead } = request.socket;
      if (bytesRead === before || (!FILES.test(request.path) && Date.now() - begun > MOST_MS)) request.destroy();
      before = bytesRead;
    }, checkMs);
    timer.unref();
    request.once('close', () => {
      clearInterval(timer);
    });
    next();
  };
}

import { createHash, randomBytes } from 'node:crypto';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Config } from '../../config/config.js';
import { deviceCookie } from '../tokens/cookie-names.js';

/** As long as browsers keep a cookie at all. */
const KEPT_MS = 400 * 24 * 60 * 60 * 1000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A request of a browser that can be told from other browsers. */
interface DeviceRequest extends Request {
  deviceHash?: Buffer;
}

/**
 * Gives a browser a random name of its own that no script can read, so that its owner is told of sign-ins from any other.
 * Only its hash is ever kept here; it opens nothing.
 */
export function rememberDevice(request: Request, response: Response, { production }: Config): void {
  const name = deviceCookie(production);
  const held = parseCookie(request.headers.cookie ?? '')[name];
  const token = held !== undefined && TOKEN.test(held) ? held : randomBytes(32).toString('base64url');
  // anew each time, so that a device that is used stays known
  response.cookie(name, token, { httpOnly: true, sameSite: 'lax', secure: production, path: '/', maxAge: KEPT_MS });
  (request as DeviceRequest).deviceHash = createHash('sha256').update(token).digest();
}

/** @returns null for programs, which keep no cookies */
export const deviceHashOf = (request: Request): Buffer | null => (request as DeviceRequest).deviceHash ?? null;

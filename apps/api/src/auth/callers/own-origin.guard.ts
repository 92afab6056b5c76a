import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { Config } from '../../config/config.js';
import { accessCookie, refreshCookie } from '../tokens/cookie-names.js';
import { rememberDevice } from './device-cookie.js';
import { isBrowser, requireOwnOrigin } from './request-origin.js';

/**
 * For what sets or uses cookies without an access token: signing in, refreshing, signing out. Programs send no cookies and pass;
 * so do reads, which change nothing and for which browsers send no Origin to their own site.
 */
@Injectable()
export class OwnOriginGuard implements CanActivate {
  constructor(private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (request.method === 'GET' || request.method === 'HEAD') return true;
    const cookies = parseCookie(request.headers.cookie ?? '');
    const { production } = this.config;
    const holdsCookie = [accessCookie(production), refreshCookie(production)].some((name) => cookies[name] !== undefined);
    if (isBrowser(request) || holdsCookie) requireOwnOrigin(request, this.config);
    if (isBrowser(request)) rememberDevice(request, context.switchToHttp().getResponse<Response>(), this.config);
    return true;
  }
}

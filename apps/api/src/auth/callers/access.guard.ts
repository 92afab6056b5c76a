import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Role } from '@invigil/shared';
import type { Request, Response } from 'express';
import passport from 'passport';
import { Config } from '../../config/config.js';
import { Problem } from '../../http/problem.js';
import { AccessStrategy } from './access.strategy.js';
import type { SignedInRequest } from './current-person.js';
import type { Person } from '../tokens/person.js';
import { requireOwnOrigin } from './request-origin.js';
import { ROLES_KEY } from './roles.js';
import { tokenProblem } from '../tokens/token-problem.js';

const READS = new Set(['GET', 'HEAD']);

/** Signed in, from our own page where a cookie says so, and in one of the roles that `@Roles` asks for. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly strategy: AccessStrategy,
    private readonly config: Config,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<SignedInRequest>();
    const person = await this.identify(request, http.getResponse<Response>());
    if (request.headers.authorization === undefined && !READS.has(request.method)) requireOwnOrigin(request, this.config);
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(ROLES_KEY, [context.getHandler(), context.getClass()]);
    if (roles && !roles.includes(person.role))
      throw new Problem('FORBIDDEN', 'Your account may not do this. Ask an administrator for the role that may.');
    request.person = person;
    return true;
  }

  /**
   * The strategy is handed over itself, not by a name in passport's register, which all apps of a process would share. Each request gets its own
   * offshoot: passport writes the outcome's callbacks onto what it is given, and one shared by two requests would swap their identities.
   */
  private identify(request: Request, response: Response): Promise<Person> {
    return new Promise((resolve, reject) => {
      const settle = (error: unknown, person: Person | false | undefined, info: unknown): void => {
        if (error instanceof Error && !(error instanceof Problem)) reject(error);
        else if (person) resolve(person);
        else reject(tokenProblem(error ?? info));
      };
      const run = passport.authenticate(Object.create(this.strategy) as AccessStrategy, { session: false }, settle) as (
        request: Request,
        response: Response,
        next: (error: unknown) => void,
      ) => void;
      run(request, response, reject);
    });
  }
}

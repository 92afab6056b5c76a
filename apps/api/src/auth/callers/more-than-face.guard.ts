import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { SignedInRequest } from './current-person.js';
import { requireMoreThanFace } from './more-than-face.js';

/** After the AccessGuard: not for a session that a face alone has opened. */
@Injectable()
export class MoreThanFaceGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    requireMoreThanFace(context.switchToHttp().getRequest<SignedInRequest>().person);
    return true;
  }
}

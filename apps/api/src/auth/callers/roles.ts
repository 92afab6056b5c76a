import { SetMetadata } from '@nestjs/common';
import type { Role } from '@invigil/shared';

export const ROLES_KEY = 'invigil:roles';

/** Who may call it, besides being signed in. Stands beside `@UseGuards(AccessGuard)`, on a method or on the whole controller. */
export const Roles = (...roles: [Role, ...Role[]]) => SetMetadata(ROLES_KEY, roles);

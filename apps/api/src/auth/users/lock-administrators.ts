import type { EntityManager } from 'typeorm';
import { User } from '../entities/user.entity.js';

/** Always the same rows in the same order, so that two administrators who demote or close each other wait and do not lock each other out. */
export const lockAdministrators = (manager: EntityManager): Promise<User[]> =>
  manager
    .getRepository(User)
    .find({ where: { role: 'administrator', active: true }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });

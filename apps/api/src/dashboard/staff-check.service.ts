import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LoginSession } from '../auth/entities/login-session.entity.js';
import type { Person } from '../auth/tokens/person.js';
import { User } from '../auth/entities/user.entity.js';
import { Problem } from '../http/problem.js';

/** A socket lives longer than a request: who holds it is read again, so that a role that was taken away is gone at the next call. */
@Injectable()
export class StaffCheck {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The person as the database knows them now.
   * @throws Problem UNAUTHENTICATED when the login session is over, FORBIDDEN for students
   */
  async fresh(person: Person): Promise<Person> {
    const user = await this.dataSource
      .createQueryBuilder(User, 'u')
      .innerJoin(LoginSession, 's', 's.userId = u.id')
      .where('u.id = :id AND u.active AND s.id = :sessionId AND s.revokedAt IS NULL AND s.expiresAt > now()', person)
      .select(['u.id', 'u.role', 'u.email', 'u.name'])
      .getOne();
    if (user === null) throw new Problem('UNAUTHENTICATED', 'You have been signed out. Sign in again.');
    const { role, email, name } = user;
    return requireStaff({ ...person, role, email, name });
  }
}

/** @throws Problem FORBIDDEN for students */
export function requireStaff(person: Person): Person {
  if (person.role === 'student')
    throw new Problem('FORBIDDEN', 'This is the page of proctors and instructors; your exams are on your own page.');
  return person;
}

import type { Role } from '@invigil/shared';

export interface PageRule {
  /** Who may open the page; anybody else is told so, and a visitor who is not signed in is sent to sign in first. The server checks each call in any case. */
  access: 'anyone' | 'signed_in' | 'staff' | 'administrator';
  /** `page`: header and a readable column. `wide`: header and the full width. `bare`: the page draws everything itself. */
  frame: 'page' | 'wide' | 'bare';
}

/** The first row whose path begins the address decides; the rest is for whoever is signed in. */
const RULES: readonly [path: string, rule: PageRule][] = [
  ['/login', { access: 'anyone', frame: 'page' }],
  ['/signup', { access: 'anyone', frame: 'page' }],
  ['/setup', { access: 'anyone', frame: 'page' }],
  ['/invite', { access: 'anyone', frame: 'page' }],
  ['/admin', { access: 'administrator', frame: 'page' }],
  ['/exams', { access: 'staff', frame: 'page' }],
  ['/proctor', { access: 'staff', frame: 'wide' }],
  ['/review', { access: 'staff', frame: 'wide' }],
  ['/exam', { access: 'signed_in', frame: 'bare' }],
];

/** The rule of an address such as `/exams/4`. An address that no page has may be opened by anyone, to read that there is no such page. */
export function pageRule(path: string, exists = true): PageRule {
  if (path === '/' || !exists) return { access: 'anyone', frame: 'page' };
  const row = RULES.find(([start]) => path === start || path.startsWith(`${start}/`));
  return row?.[1] ?? { access: 'signed_in', frame: 'page' };
}

/** True when somebody with this role may open a page with this access; null is a visitor who is not signed in. */
export function mayOpen(access: PageRule['access'], role: Role | null): boolean {
  if (access === 'anyone') return true;
  if (access === 'administrator') return role === 'administrator';
  return access === 'staff' ? role !== null && role !== 'student' : role !== null;
}

import { ROLES, type Role } from '@invigil/shared';

export interface PageRule {
  /** Who may open the page; anybody else is told so, and a visitor who is not signed in is sent to sign in first. The server checks each call in any case. */
  access: 'anyone' | 'signed_in' | 'staff' | 'instructor' | 'administrator';
  /** `page`: header and a readable column. `narrow`: header and the width of one task. `wide`: header and the full width. `bare`: the page draws everything itself. */
  frame: 'page' | 'narrow' | 'wide' | 'bare';
  /** Goes on with what the browser keeps when the server cannot be reached to say who is signed in. */
  offline?: true;
}

/** The first row whose pattern fits the address decides; the rest is for whoever is signed in. */
const RULES: readonly [path: RegExp, rule: PageRule][] = [
  [/^\/login\/face(?:\/|$)/, { access: 'anyone', frame: 'narrow' }],
  [/^\/(?:enrol|verify|facematch)(?:\/|$)/, { access: 'signed_in', frame: 'narrow' }],
  [/^\/(?:login|signup|setup|invite|reset|confirm)?(?:\/|$)/, { access: 'anyone', frame: 'page' }],
  [/^\/admin(?:\/|$)/, { access: 'administrator', frame: 'page' }],
  [/^\/monitor(?:\/|$)/, { access: 'administrator', frame: 'page' }],
  [/^\/portraits(?:\/|$)/, { access: 'instructor', frame: 'page' }],
  [/^\/exams\/./, { access: 'instructor', frame: 'page' }],
  [/^\/exams(?:\/|$)/, { access: 'staff', frame: 'page' }],
  [/^\/(?:proctor|review)(?:\/|$)/, { access: 'staff', frame: 'wide' }],
  [/^\/exam(?:\/|$)/, { access: 'signed_in', frame: 'bare', offline: true }],
];

/** The rule of an address such as `/exams/4`. An address that no page has may be opened by anyone, to read that there is no such page. */
export function pageRule(path: string, exists = true): PageRule {
  if (!exists) return { access: 'anyone', frame: 'page' };
  return RULES.find(([pattern]) => pattern.test(path))?.[1] ?? { access: 'signed_in', frame: 'page' };
}

const MAY = {
  signed_in: ROLES,
  staff: ['proctor', 'instructor', 'administrator'],
  instructor: ['instructor', 'administrator'],
  administrator: ['administrator'],
} as const satisfies Record<Exclude<PageRule['access'], 'anyone'>, readonly Role[]>;

/** True when somebody with this role may open a page with this access; null is a visitor who is not signed in. */
export function mayOpen(access: PageRule['access'], role: Role | null): boolean {
  return access === 'anyone' || (role !== null && (MAY[access] as readonly Role[]).includes(role));
}

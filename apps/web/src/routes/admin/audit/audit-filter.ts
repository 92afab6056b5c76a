import { AUDIT_AREAS, type AuditArea } from '@invigil/shared';
import { dayBegins } from '#lib/local-time.ts';

/** What an administrator looks for; empty is no wish. Days are `2026-11-20`, on the reader's clock, the last one included. */
export interface AuditFilter {
  person: string;
  area: AuditArea | '';
  from: string;
  to: string;
}

const AREA_WORDS: Readonly<Record<AuditArea, string>> = {
  sign_in: 'Signing in and devices',
  accounts: 'Accounts and roles',
  faces: 'Faces, photos and consents',
  exams: 'Exams and sittings',
  evidence: 'Evidence and reports',
  files: 'Files',
  monitor: 'Monitor',
  installation: 'Settings, mails and clean-up',
};

/** For a `Select`. */
export const AREA_OPTIONS: readonly { value: AuditFilter['area']; label: string }[] = [
  { value: '', label: 'Everything' },
  ...AUDIT_AREAS.map((value) => ({ value, label: AREA_WORDS[value] })),
];

// a year that is being typed is complete at its first digit for the browser: 0002
const isDay = (text: string): boolean => /^2\d{3}-/.test(text) && dayBegins(text) !== '';

/** What the page's address asks for; what it does not ask for rightly is left out. */
export function filterOf(address: Pick<URLSearchParams, 'get'>): AuditFilter {
  const get = (name: keyof AuditFilter): string => address.get(name) ?? '';
  const day = (name: 'from' | 'to') => (isDay(get(name)) ? get(name) : '');
  return { person: get('person'), area: AUDIT_AREAS.find((area) => area === get('area')) ?? '', from: day('from'), to: day('to') };
}

const written = (values: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();

/** The other way: the query of the page's address, without its question mark; empty for no wish. */
export const addressOf = ({ person, area, from, to }: AuditFilter): string =>
  written({ person: person.trim(), area, from: isDay(from) ? from : '', to: isDay(to) ? to : '' });

/**
 * The query of `GET /api/audit`.
 * @param before the `next` of the page before
 */
export const queryOf = ({ person, area, from, to }: AuditFilter, before?: string): string =>
  written({ person: person.trim(), area, from: dayBegins(from), to: dayBegins(to, 1), before });

/** What is wrong with the days, for the person who chose them. */
export const problemOf = ({ from, to }: AuditFilter): string | undefined =>
  isDay(from) && isDay(to) && from > to ? 'Choose the first day or a later one.' : undefined;

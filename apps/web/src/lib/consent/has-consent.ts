import { CONSENT_VERSIONS, type ConsentKind, type ConsentRecord } from '@invigil/shared';

/** Whether the person has agreed to the text in force, and not withdrawn. */
export const hasConsent = (records: readonly ConsentRecord[], kind: ConsentKind): boolean =>
  records.some((record) => record.kind === kind && record.version === CONSENT_VERSIONS[kind] && record.withdrawnAt === null);

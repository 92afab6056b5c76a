import type { AuditArea } from '@invigil/shared';

/** The first words of the actions that belong to each area: `session` stands for `session.begun`, `session.ended` and whatever else follows. */
export const ACTIONS_OF_AREA: Readonly<Record<AuditArea, readonly string[]>> = {
  sign_in: ['session', 'password', 'passkey', 'authenticator_app', 'recovery_code', 'recovery_codes', 'second_factor'],
  accounts: ['account', 'address', 'name', 'privacy', 'role'],
  faces: ['consent', 'descriptor', 'face', 'portrait', 'roster', 'template'],
  exams: ['attempt', 'material', 'materials', 'message', 'staff'],
  evidence: ['check_in', 'evidence', 'report', 'violation'],
  files: ['file'],
  monitor: ['alert', 'monitor'],
  installation: ['mail', 'retention', 'settings'],
};

import type { SecurityEvent } from '@invigil/shared';
import { actionInWords } from '../words/audit-words.ts';

const METHODS: Record<string, string> = { password: 'your password', passkey: 'a passkey', face: 'your face' };
const KINDS: Record<string, string> = {
  exam: 'the face check in exams',
  files: 'the face check for files',
  sign_in: 'signing in with your face',
  monitor: 'being recognised by the live monitor',
};
const REFUSALS: Record<string, string> = {
  screen: 'a screen was in the picture',
  not_recognised: 'the face was not recognised',
  second_factor: 'the face after the password was not recognised',
  movements: 'the head movements did not work',
  too_few_pictures: 'too few pictures came through',
  unclear_pictures: 'the face was not clear enough in the pictures',
};
const WORDS: Record<string, (event: SecurityEvent) => string> = {
  'session.begun': ({ detail }) => `Signed in with ${METHODS[String(detail['method'])] ?? 'your password'}`,
  'session.refused': () => 'Somebody failed to sign in',
  'session.ended': () => 'A device was signed out',
  'password.changed': () => 'Password changed',
  'password.set': () => 'First password set',
  'password.reset': () => 'Password chosen anew, with a link from a mail',
  'address.confirmed': () => 'Address confirmed',
  'address.changed': ({ detail }) => `Address changed${detail['to'] === undefined ? '' : ` to ${String(detail['to'])}`}`,
  'name.changed': () => 'Name changed',
  'privacy.changed': () => 'Privacy settings changed',
  'account.closed': () => 'Account closed',
  'account.reopened': () => 'Account opened again',
  'role.changed': ({ detail }) => `Role changed${detail['to'] === undefined ? '' : ` to ${String(detail['to'])}`}`,
  'consent.given': ({ detail }) => `Agreed to ${KINDS[String(detail['kind'])] ?? 'a text'}`,
  'consent.withdrawn': ({ detail }) => `Withdrew the agreement to ${KINDS[String(detail['kind'])] ?? 'a text'}`,
  'template.enrolled': () => 'Face check set up',
  'template.reset': () => 'Face check reset',
  'template.expired': () => 'Face template expired and destroyed',
  'face.verified': () => 'Face recognised',
  'face.denied': ({ detail }) => `Face check failed: ${REFUSALS[String(detail['reason'])] ?? 'the face was not recognised'}`,
  'descriptor.read': () => 'Face descriptor read',
  'file.uploaded': () => 'File uploaded',
  'file.downloaded': () => 'File opened',
  'file.shared': () => 'Sharing of a file changed',
  'file.renamed': () => 'File renamed',
  'file.deleted': () => 'File deleted',
  'material.opened': () => 'File of an exam opened',
  'portrait.viewed': () => 'Portrait looked at',
  'portrait.approved': () => 'Portrait compared and approved',
  'portrait.rejected': () => 'Portrait rejected, and the face template destroyed',
  'roster.photo_viewed': () => 'Photo of the roster looked at',
};

/** What happened, for the person it happened to. What has no words of its own yet is read from its name. */
export const eventInWords = (event: SecurityEvent): string => WORDS[event.action]?.(event) ?? actionInWords(event.action);

/** Who did it and from where, on one line. */
export function originInWords({ by, device, address }: SecurityEvent): string {
  const who = by === 'staff' ? 'by the staff' : '';
  return [who, device, address].filter(Boolean).join(' · ');
}

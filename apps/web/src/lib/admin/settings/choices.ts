import type { InstallationSettings } from '@invigil/shared';

interface Choice<Value> {
  value: Value;
  label: string;
  hint: string;
}

export const SIGN_UP: readonly Choice<InstallationSettings['signUp']>[] = [
  { value: 'open', label: 'Anybody', hint: 'Whoever finds this page may create a student’s account. Other roles are given by you.' },
  { value: 'closed', label: 'Only who is invited', hint: 'An account is made from an exam’s invitation. Accounts that exist stay.' },
];

export const FACE_SIGN_IN: readonly Choice<InstallationSettings['faceSignIn']['mode']>[] = [
  { value: 'off', label: 'Off', hint: 'Nobody signs in with their face.' },
  {
    value: 'second_factor',
    label: 'After the password',
    hint: 'Whoever wants it proves with the camera, after the password, that it is them. The picture is compared with their own template only.',
  },
  {
    value: 'full',
    label: 'Instead of the password',
    hint: 'Whoever agrees to it is found among all who did, by their face and a few head movements. That is less safe than a password: a twin or a deepfake may pass. Exams, files and changes to the account ask for the password all the same.',
  },
];

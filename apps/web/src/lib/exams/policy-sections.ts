import { EYE_CHECKS } from './eye-sections.ts';
import type { PolicyNumber, PolicySection } from './policy-section.ts';

const SECONDS = 'seconds';

/** The checks, in words for the person who sets up an exam. */
export const CHECKS: readonly PolicySection[] = [
  {
    switch: {
      label: 'It is the same person',
      hint: 'Compares the face with the one that the student enrolled. Off: nobody is told when somebody else sits down.',
      get: (policy) => policy.identity.on,
      set: (policy, on) => (policy.identity.on = on),
    },
    numbers: [
      {
        path: 'identity.violation',
        label: 'Another person above',
        unit: 'distance',
        step: 0.01,
        hint: 'How different two faces may look: 0 is the same picture. 0.6 is what the face model was made for.',
        get: (policy) => policy.identity.violation,
        set: (policy, value) => (policy.identity.violation = value),
      },
      {
        path: 'identity.same',
        label: 'Check-in passes up to',
        unit: 'distance',
        step: 0.01,
        hint: 'Between this and the value above, the check-in asks again.',
        get: (policy) => policy.identity.same,
        set: (policy, value) => (policy.identity.same = value),
      },
      {
        path: 'identity.confirmHits',
        label: 'Confirmed after',
        unit: 'looks',
        hint: 'So many looks must differ…',
        get: (policy) => policy.identity.confirmHits,
        set: (policy, value) => (policy.identity.confirmHits = value),
      },
      {
        path: 'identity.confirmOf',
        label: 'of the last',
        unit: 'looks',
        hint: '…of the last so many…',
        get: (policy) => policy.identity.confirmOf,
        set: (policy, value) => (policy.identity.confirmOf = value),
      },
      {
        path: 'identity.confirmSeconds',
        label: 'over at least',
        unit: SECONDS,
        hint: '…so that one bad picture accuses nobody.',
        get: (policy) => policy.identity.confirmSeconds,
        set: (policy, value) => (policy.identity.confirmSeconds = value),
      },
    ],
    options: [
      {
        label: 'Look again when unsure',
        hint: 'Between the two distances the server asks the page for one more picture. The student notices nothing, and nothing is held against anyone.',
        get: (policy) => policy.identity.askAgain,
        set: (policy, on) => (policy.identity.askAgain = on),
      },
    ],
  },
  {
    switch: {
      label: 'Somebody is there',
      hint: 'Notes when no face is in view. Short absences weigh little, long ones more.',
      get: (policy) => policy.faceMissing.on,
      set: (policy, on) => (policy.faceMissing.on = on),
    },
    numbers: [
      {
        path: 'faceMissing.logSeconds',
        label: 'Noted after',
        unit: SECONDS,
        get: (policy) => policy.faceMissing.logSeconds,
        set: (policy, value) => (policy.faceMissing.logSeconds = value),
      },
      {
        path: 'faceMissing.lowSeconds',
        label: 'Counts a little after',
        unit: SECONDS,
        get: (policy) => policy.faceMissing.lowSeconds,
        set: (policy, value) => (policy.faceMissing.lowSeconds = value),
      },
      {
        path: 'faceMissing.highSeconds',
        label: 'Counts fully after',
        unit: SECONDS,
        get: (policy) => policy.faceMissing.highSeconds,
        set: (policy, value) => (policy.faceMissing.highSeconds = value),
      },
    ],
  },
  {
    switch: {
      label: 'Nobody else is there',
      hint: 'Notes when the camera sees more than one face.',
      get: (policy) => policy.multipleFaces.on,
      set: (policy, on) => (policy.multipleFaces.on = on),
    },
    numbers: [
      {
        path: 'multipleFaces.seconds',
        label: 'For at least',
        unit: SECONDS,
        get: (policy) => policy.multipleFaces.seconds,
        set: (policy, value) => (policy.multipleFaces.seconds = value),
      },
      {
        path: 'multipleFaces.observations',
        label: 'Seen in',
        unit: 'looks',
        get: (policy) => policy.multipleFaces.observations,
        set: (policy, value) => (policy.multipleFaces.observations = value),
      },
    ],
  },
  ...EYE_CHECKS,
  {
    switch: {
      label: 'The page tells the truth',
      hint: 'The server works out the face from pictures that it asks for, and compares. A page that was tampered with is found out.',
      get: (policy) => policy.descriptorForged.on,
      set: (policy, on) => (policy.descriptorForged.on = on),
    },
    numbers: [
      {
        path: 'descriptorForged.noise',
        label: 'Honest browsers differ by up to',
        unit: 'distance',
        step: 0.01,
        get: (policy) => policy.descriptorForged.noise,
        set: (policy, value) => (policy.descriptorForged.noise = value),
      },
    ],
  },
  {
    switch: {
      label: 'The page keeps talking',
      hint: 'Notes when nothing arrives from the student. A bad network alone is never held against anyone: the time counts as not observed.',
      get: (policy) => policy.telemetryGap.on,
      set: (policy, on) => (policy.telemetryGap.on = on),
    },
    numbers: [
      {
        path: 'telemetryGap.silentSeconds',
        label: 'Silent for',
        unit: SECONDS,
        get: (policy) => policy.telemetryGap.silentSeconds,
        set: (policy, value) => (policy.telemetryGap.silentSeconds = value),
      },
    ],
  },
];

export const SENDING: readonly PolicyNumber[] = [
  {
    path: 'sampleSeconds',
    label: 'A look every',
    unit: SECONDS,
    hint: 'The page describes the face in numbers; no picture is sent.',
    get: (policy) => policy.sampleSeconds,
    set: (policy, value) => (policy.sampleSeconds = value),
  },
  {
    path: 'frameSeconds',
    label: 'A picture every',
    unit: SECONDS,
    hint: 'Deleted once looked at, unless it becomes evidence.',
    get: (policy) => policy.frameSeconds,
    set: (policy, value) => (policy.frameSeconds = value),
  },
  {
    path: 'challengeSeconds.0',
    label: 'A surprise picture at the earliest after',
    unit: SECONDS,
    get: (policy) => policy.challengeSeconds[0],
    set: (policy, value) => (policy.challengeSeconds[0] = value),
  },
  {
    path: 'challengeSeconds.1',
    label: 'and at the latest after',
    unit: SECONDS,
    get: (policy) => policy.challengeSeconds[1],
    set: (policy, value) => (policy.challengeSeconds[1] = value),
  },
  {
    path: 'challengeDeadlineSeconds',
    label: 'Sent within',
    unit: SECONDS,
    get: (policy) => policy.challengeDeadlineSeconds,
    set: (policy, value) => (policy.challengeDeadlineSeconds = value),
  },
  {
    path: 'mergeSeconds',
    label: 'The same again counts as one within',
    unit: SECONDS,
    get: (policy) => policy.mergeSeconds,
    set: (policy, value) => (policy.mergeSeconds = value),
  },
];

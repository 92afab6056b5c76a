import type { PolicySection } from './policy-section.ts';

/** The checks that look for pictures in place of a person, and where the person looks. */
export const EYE_CHECKS: readonly PolicySection[] = [
  {
    switch: {
      label: 'A live person',
      hint: 'Where pictures look like a recording, the student is asked for three head movements. Sitting still asks nothing of anybody, and a person decides in the end.',
      get: (policy) => policy.spoof.on,
      set: (policy, on) => (policy.spoof.on = on),
    },
    numbers: [
      {
        path: 'spoof.score',
        label: 'Movements are asked for from',
        unit: 'of 100',
        hint: 'How much the pictures must look like a recording.',
        get: (policy) => policy.spoof.score,
        set: (policy, value) => (policy.spoof.score = value),
      },
      {
        path: 'spoof.challengesPerHour',
        label: 'At most',
        unit: 'times an hour',
        get: (policy) => policy.spoof.challengesPerHour,
        set: (policy, value) => (policy.spoof.challengesPerHour = value),
      },
      {
        path: 'spoof.seconds',
        label: 'Time for the movements',
        unit: 'seconds',
        get: (policy) => policy.spoof.seconds,
        set: (policy, value) => (policy.spoof.seconds = value),
      },
      {
        path: 'spoof.fails',
        label: 'Confirmed after',
        unit: 'failed tries',
        get: (policy) => policy.spoof.fails,
        set: (policy, value) => (policy.spoof.fails = value),
      },
    ],
    options: [
      {
        label: 'Also with soft colours',
        hint: 'The page changes its colour slowly and looks for the reflection. Announced first; leave it off where somebody may be sensitive to light.',
        get: (policy) => policy.spoof.flash,
        set: (policy, on) => (policy.spoof.flash = on),
      },
    ],
  },
  {
    switch: {
      label: 'The picture moves on',
      hint: 'Notes when exactly the same picture comes again, as from a recording or a camera that hangs. Sitting still is something else.',
      get: (policy) => policy.frameReplayed.on,
      set: (policy, on) => (policy.frameReplayed.on = on),
    },
    numbers: [],
  },
  {
    switch: {
      label: 'Looking at the screen',
      hint: 'Notes when the head stays turned aside. Off for most exams: people look away to think, and it weighs next to nothing.',
      get: (policy) => policy.lookingAway.on,
      set: (policy, on) => (policy.lookingAway.on = on),
    },
    numbers: [
      {
        path: 'lookingAway.seconds',
        label: 'Turned for at least',
        unit: 'seconds',
        get: (policy) => policy.lookingAway.seconds,
        set: (policy, value) => (policy.lookingAway.seconds = value),
      },
      {
        path: 'lookingAway.samples',
        label: 'Seen in',
        unit: 'looks in a row',
        get: (policy) => policy.lookingAway.samples,
        set: (policy, value) => (policy.lookingAway.samples = value),
      },
      {
        path: 'lookingAway.yaw',
        label: 'Turned by more than',
        unit: 'ratio',
        step: 0.05,
        hint: 'Sideways way of the nose over the distance of the eyes; 0.25 is about 13°.',
        get: (policy) => policy.lookingAway.yaw,
        set: (policy, value) => (policy.lookingAway.yaw = value),
      },
    ],
  },
];

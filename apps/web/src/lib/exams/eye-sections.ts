import type { PolicySection } from './policy-section.ts';

/** The checks that look for pictures in place of a person, and where the person looks. */
export const EYE_CHECKS: readonly PolicySection[] = [
  {
    switch: {
      label: 'No screen in place of a face',
      hint: 'Looks for the traces of a screen that shows the face: its frame and its pixels. Evidence for a person, not proof: it misses many screens.',
      get: (policy) => policy.screen.on,
      set: (policy, on) => (policy.screen.on = on),
    },
    numbers: [
      {
        path: 'screen.confidence',
        label: 'Counts from',
        unit: '%',
        hint: '60 % was set so that about one honest picture in a hundred looks like a screen; how many honest exams are flagged has not been measured. Less flags more of them.',
        get: (policy) => policy.screen.confidence,
        set: (policy, value) => (policy.screen.confidence = value),
      },
      {
        path: 'screen.frames',
        label: 'Confirmed after',
        unit: 'pictures',
        hint: 'More than half of the last so many must look like a screen.',
        get: (policy) => policy.screen.frames,
        set: (policy, value) => (policy.screen.frames = value),
      },
    ],
    options: [
      {
        label: 'Also at the check-in',
        hint: 'A face on a screen is not let in; the student can try again, and the third time a person decides.',
        get: (policy) => policy.screen.door,
        set: (policy, on) => (policy.screen.door = on),
      },
    ],
  },
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
        hint: 'After the movements the page changes softly between two colours for ten seconds, at most once a second, and their light must come back from the face. Announced first, and a student may skip it and ask a person. Off by default: light can trouble some people, and it is hard to see in a bright room.',
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

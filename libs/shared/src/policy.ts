import { z } from 'zod';

const seconds = (fallback: number) => z.number().min(0).max(86_400).default(fallback);

/**
 * Which checks run and with which numbers. Immutable once published; its hash (SHA-256 of the canonical JSON) stands on each violation.
 * Every field has a default, so `policySchema.parse({})` is the default policy.
 */
export const policySchema = z.strictObject({
  /** Seconds between two samples (descriptor, faces, quality) of the page. */
  sampleSeconds: z.number().min(1).max(60).default(2),
  /** Seconds between two routine frames. */
  frameSeconds: z.number().min(2).max(300).default(10),
  /** The server asks for a frame at a random moment between these, in seconds. */
  challengeSeconds: z.tuple([z.number().min(5).max(3600), z.number().min(5).max(3600)]).default([45, 120]),
  /** Time a page has for a challenged frame, seconds. */
  challengeDeadlineSeconds: z.number().min(3).max(60).default(10),
  identity: z
    .strictObject({
      on: z.boolean().default(true),
      /** At or below: the same person. */
      same: z.number().min(0.2).max(0.6).default(0.5),
      /** Above: a violation. Between the two the check-in asks again. */
      violation: z.number().min(0.4).max(0.9).default(0.6),
      /** Confirmed when `confirmHits` of the last `confirmOf` observations over at least `confirmSeconds` are above. */
      confirmHits: z.number().int().min(1).max(20).default(3),
      confirmOf: z.number().int().min(1).max(20).default(5),
      confirmSeconds: seconds(10),
      /** Between `same` and `violation` the server asks for another frame. */
      askAgain: z.boolean().default(true),
      /** A template must have been compared by staff before it serves check-in. */
      needsApproved: z.boolean().default(false),
    })
    .prefault({}),
  faceMissing: z
    .strictObject({ on: z.boolean().default(true), logSeconds: seconds(5), lowSeconds: seconds(15), highSeconds: seconds(60) })
    .prefault({}),
  multipleFaces: z
    .strictObject({ on: z.boolean().default(true), seconds: seconds(2), observations: z.number().int().min(1).max(20).default(3) })
    .prefault({}),
  descriptorForged: z
    .strictObject({
      on: z.boolean().default(true),
      /** Distance between the page's and the server's descriptor of one frame that honest browsers stay under. */
      noise: z.number().min(0.05).max(0.6).default(0.3),
    })
    .prefault({}),
  screen: z
    .strictObject({
      on: z.boolean().default(true),
      /** Percent, from which a screen counts. 60 aims at one honest picture in a hundred (docs/accuracy.md: 0.7 % of those without a face, about 2 % of those with one); whole sittings were not measured. */
      confidence: z.number().min(1).max(100).default(60),
      /** Frames of the server that must have been looked at first. */
      frames: z.number().int().min(2).max(200).default(20),
      /** The check-in is denied from the same confidence on. */
      door: z.boolean().default(true),
    })
    .prefault({}),
  spoof: z
    .strictObject({
      on: z.boolean().default(true),
      /** Passive score in percent from which head movements are asked for. */
      score: z.number().min(1).max(100).default(50),
      /** Challenges an hour at most. */
      challengesPerHour: z.number().int().min(1).max(20).default(2),
      /** Time for the movements once they have begun, seconds. */
      seconds: z.number().min(10).max(120).default(30),
      /** Failed challenges after which it is confirmed. */
      fails: z.number().int().min(1).max(5).default(2),
      /** Also flash soft colours, announced first; off for people who are sensitive to light. */
      flash: z.boolean().default(false),
    })
    .prefault({}),
  frameReplayed: z.strictObject({ on: z.boolean().default(true) }).prefault({}),
  lookingAway: z
    .strictObject({
      on: z.boolean().default(false),
      seconds: seconds(5),
      samples: z.number().int().min(2).max(100).default(8),
      /** Yaw ratio to either side from which the head counts as turned; 0.25 is about 13°. */
      yaw: z.number().min(0.1).max(1).default(0.4),
    })
    .prefault({}),
  telemetryGap: z.strictObject({ on: z.boolean().default(true), silentSeconds: seconds(15) }).prefault({}),
  /** Same kind again within this many seconds: one violation, longer. */
  mergeSeconds: seconds(10),
  /** Evidence is deleted this many days after the end of the exam. */
  evidenceDays: z.number().int().min(1).max(3650).default(30),
  fullscreen: z.boolean().default(false),
});
export type Policy = z.infer<typeof policySchema>;
export type PolicyInput = z.input<typeof policySchema>;

export const DEFAULT_POLICY: Policy = policySchema.parse({});

/** The part of the policy that the student's page needs. No thresholds: they would help an attacker. */
export const pagePolicySchema = policySchema.pick({ sampleSeconds: true, frameSeconds: true, fullscreen: true });
export type PagePolicy = z.infer<typeof pagePolicySchema>;

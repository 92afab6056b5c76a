import { z } from 'zod';

const count = z.number().int().min(0);

/** `GET /health`: whether the server does its work, and on what. Anybody may ask, so it names nobody and nothing secret. */
export const healthSchema = z.strictObject({
  /** `unavailable`, with status 503, while a check is down. */
  status: z.enum(['ok', 'unavailable']),
  checks: z.record(z.string(), z.enum(['up', 'down'])),
  /** What analyses frames: the engine's own name with its version, or `starting`. */
  engine: z.strictObject({ name: z.string(), threads: z.number().int().min(1) }),
  /** Frames that wait for a thread, and that are on one. */
  queue: z.strictObject({ waiting: count, running: count }),
  frames: z.strictObject({
    /** Analysed a second, over the last minute. */
    perSecond: z.number().min(0),
    /** Since the start, as all that follow. */
    analysed: count,
    /** Given up unanalysed because the analysis was behind. */
    dropped: count,
    badPictures: count,
    /** Times a thread died under a frame or hung. */
    faults: count,
  }),
});
export type Health = z.infer<typeof healthSchema>;

/** The analysis in one step of a few seconds. */
export const loadPointSchema = z.strictObject({
  /** The end of the step. */
  at: z.iso.datetime(),
  perSecond: z.number().min(0),
  /** In this step. */
  dropped: count,
  /** At its end. */
  waiting: count,
});
export type LoadPoint = z.infer<typeof loadPointSchema>;

/** `GET /api/system`, for administrators: the same with the last minutes. */
export const systemSchema = z.strictObject({
  ...healthSchema.shape,
  /** Processor cores of the machine. */
  cores: z.number().int().min(1),
  startedAt: z.iso.datetime(),
  /** Oldest first. */
  load: z.array(loadPointSchema),
});
export type System = z.infer<typeof systemSchema>;

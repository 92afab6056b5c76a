/** The worker died or hung under this very frame each time, at last alone on a fresh worker: the frame is at fault, and trying again would only cost another worker. */
export class FrameFaultError extends Error {
  override readonly name = 'FrameFaultError';

  constructor(options?: ErrorOptions) {
    super('The analysis of a frame failed each time, also alone on a worker of its own.', options);
  }
}
